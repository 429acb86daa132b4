import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { OneAtATime } from './one-at-a-time.js';

describe('OneAtATime', () => {
  it('runs work on one key in order and never together, also after a failure', async () => {
    const queue = new OneAtATime();
    const seen: number[] = [];
    let running = 0;
    const results = await Promise.allSettled(
      [5, 1, 3, 0, 2].map((pause, i) =>
        queue.run('a', async () => {
          running += 1;
          expect(running).toBe(1);
          await wait(pause);
          running -= 1;
          seen.push(i);
          if (i === 1) throw new Error('one fails');
          return i;
        }),
      ),
    );
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(queue.waiting).toBe(0);
  });

  it('does not make other keys wait', async () => {
    const queue = new OneAtATime();
    let release = () => {};
    const held = queue.run('a', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await queue.run('b', async () => 'done')).toBe('done');
    release();
    await held;
  });
});
