import { parentPort, workerData } from 'node:worker_threads';
import { FileRefused } from '../domain/file-read.js';
import { readFile } from './read-file.js';
import type { FileAnswer, FileQuestion } from './read-in-thread.js';

/** In a thread of its own, so that whoever asked can stop it and nobody else waits. */
const { bytes, fileName, readFor, at } = workerData as FileQuestion;
const reached = new Int32Array(at);
const answer = (said: FileAnswer) => parentPort!.postMessage(said);
try {
  answer({ read: readFile(bytes, fileName, readFor, (event) => Atomics.store(reached, 0, event)) });
} catch (error) {
  // What else goes wrong may quote the file: nothing of it leaves the thread.
  answer({ refused: error instanceof FileRefused ? error.sentence : null });
}
