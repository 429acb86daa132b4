import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { JobProcessor } from './job-processor.js';

describe('a worker whose queue fails', () => {
  const steps: string[] = [];
  const worker = {
    concurrency: 0,
    closing: undefined as Promise<void> | undefined,
    pause: async (isSoon: boolean) => void steps.push(`pause ${isSoon}`),
    resume: async () => void steps.push('resume'),
    waitUntilReady: async () => {
      throw new Error('the database went away');
    },
  };
  const processorWith = (env: object) => {
    const nothing = [undefined, undefined, undefined, undefined] as never[];
    const processor = new JobProcessor(...(nothing as [never, never, never, never]), env as never, undefined as never);
    return Object.defineProperties(processor, {
      worker: { value: worker },
      logger: { value: { warn: () => undefined } },
    });
  };
  beforeEach(() => {
    jest.useFakeTimers();
    steps.length = 0;
    worker.closing = undefined;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('rests for a second on PostgreSQL, however often it fails meanwhile, and goes on', () => {
    const processor = processorWith({});
    for (let times = 0; times < 3; times += 1) processor.troubled(new Error('refused'));
    jest.advanceTimersByTime(999);
    expect(steps).toEqual(['pause true']);
    jest.advanceTimersByTime(1);
    expect(steps).toEqual(['pause true', 'resume']);
    processor.troubled(new Error('refused'));
    worker.closing = Promise.resolve();
    jest.advanceTimersByTime(5_000);
    expect(steps).toEqual(['pause true', 'resume', 'pause true']);
  });

  it('keeps no program that could not begin, and leaves Redis to its own patience', async () => {
    await expect(processorWith({ JOB_CONCURRENCY: 5 }).onApplicationBootstrap()).rejects.toThrow('went away');
    expect(worker.concurrency).toBe(5);
    const onRedis = processorWith({ REDIS_URL: 'redis://127.0.0.1' });
    await expect(onRedis.onApplicationBootstrap()).resolves.toBeUndefined();
    onRedis.troubled(new Error('refused'));
    expect(steps).toEqual([]);
  });
});
