import v8 from 'node:v8';

/**
 * A program that does little all the time, as a worker between two looks, seems at rest to V8, which then gives memory back by
 * collecting everything every few seconds: twice as much work as the looks themselves, on every processor at once. With this it
 * collects when there is something to collect.
 */
export const keepMemory = (): void => v8.setFlagsFromString('--no-memory-reducer');
