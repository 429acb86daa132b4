import { beforeEach, describe, expect, it } from '@jest/globals';
import { Gate } from './gate.js';

let now: number;
let gate: Gate;

beforeEach(() => {
  now = 0;
  gate = new Gate(
    2,
    () => now,
    () => 0.5,
  );
});

describe('the gate before a server', () => {
  it('lets as many in as there is room for, and the next when one has left', () => {
    expect([gate.enter(), gate.enter()]).toEqual([0, 0]);
    expect(gate.enter()).toBe(6_000);
    gate.leave(false);
    expect(gate.enter()).toBe(0);
  });

  it('is closed while the server is away, twice as long each time, and then one looks', () => {
    for (const closed of [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      expect(gate.enter()).toBe(0);
      gate.leave(true);
      expect(gate.enter()).toBe(closed + 4_000);
      now += closed;
    }
    expect(gate.enter()).toBe(0);
    expect(gate.enter()).toBe(6_000);
    // Who had nothing to send says nothing of the server.
    gate.leave(undefined);
    expect([gate.enter(), gate.enter()]).toEqual([0, 6_000]);
    gate.leave(false);
    expect([gate.enter(), gate.enter()]).toEqual([0, 0]);
  });
});
