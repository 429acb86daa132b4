import { describe, expect, it } from '@jest/globals';
import { LogThrottle } from './log-throttle.js';

function throttleAt() {
  const clock = { now: 0 };
  return { clock, throttle: new LogThrottle(() => clock.now) };
}

describe('LogThrottle', () => {
  it('lets the first through, then one in thirty seconds with the number left out', () => {
    const { clock, throttle } = throttleAt();
    const written: { at: number; repeated?: number }[] = [];
    for (clock.now = 0; clock.now < 65_000; clock.now += 100) {
      throttle.throttled('away', (more) => written.push({ at: clock.now, ...more }));
    }
    expect(written).toEqual([{ at: 0 }, { at: 30_000, repeated: 299 }, { at: 60_000, repeated: 299 }]);
  });

  it('tells events apart', () => {
    const { throttle } = throttleAt();
    expect([throttle.due('a'), throttle.due('b'), throttle.due('a')]).toEqual([0, 0, undefined]);
  });

  it('does not grow with the number of different events', () => {
    const { throttle } = throttleAt();
    for (let i = 0; i < 10_000; i += 1) throttle.due(`event ${i}`);
    expect((throttle as unknown as { told: Map<string, unknown> }).told.size).toBe(200);
    expect(throttle.due('event 9999')).toBeUndefined();
    expect(throttle.due('event 0')).toBe(0);
  });
});
