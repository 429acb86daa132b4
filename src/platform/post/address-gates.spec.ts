import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddressGates } from './address-gates.js';

const SOON = 1_250;
/** After one that was let in this very moment. */
const BUSY = 125;
let now: number;
let gates: AddressGates;

beforeEach(() => {
  now = 0;
  gates = new AddressGates(
    2,
    () => now,
    () => 0.5,
  );
});

describe('the gates before many servers', () => {
  it('let one in to each, and as many as there is room for', () => {
    expect([gates.enter('a'), gates.enter('a'), gates.enter('b'), gates.enter('c')]).toEqual([0, BUSY, 0, SOON]);
    gates.leave('a', false);
    expect([gates.enter('b'), gates.enter('c')]).toEqual([BUSY, 0]);
  });

  it('ask whoever comes to one that is talked to again after as long as that has lasted, within limits', () => {
    expect(gates.enter('a')).toBe(0);
    const after = (ms: number) => {
      now = ms;
      return gates.enter('a');
    };
    expect([10, 400, 11_000].map(after)).toEqual([125, 500, 1_875]);
    gates.leave('a', false);
    expect([gates.enter('a'), gates.enter('a')]).toEqual([0, BUSY]);
  });

  it('are closed to the one that is away, and open to the others', () => {
    expect(gates.enter('a')).toBe(0);
    gates.leave('a', true);
    expect([gates.enter('a'), gates.enter('b')]).toEqual([19_000, 0]);
    gates.leave('b', false);
    now += 15_000;
    expect(gates.enter('a')).toBe(0);
    gates.leave('a', true);
    expect(gates.enter('a')).toBe(34_000);
    now += 30_000;
    expect(gates.enter('a')).toBe(0);
    gates.leave('a', false);
    expect(gates.enter('a')).toBe(0);
  });

  it('leave a place to those that answer, however many are away', () => {
    for (const address of ['a', 'b', 'c']) {
      expect(gates.enter(address)).toBe(0);
      gates.leave(address, true);
    }
    now += 15_000;
    expect([gates.enter('a'), gates.enter('b'), gates.enter('c'), gates.enter('d')]).toEqual([0, SOON, SOON, 0]);
    gates.leave('a', true);
    expect(gates.enter('b')).toBe(0);
  });

  it('never let in more than there is room for, nor two to one address, whatever comes and goes', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom(true, false, undefined))),
        (most, steps) => {
          let clock = 0;
          const many = new AddressGates(
            most,
            () => clock,
            () => 0,
          );
          const inside = new Set<string>();
          for (const [address, isAway] of steps) {
            clock += 7_000;
            if (inside.delete(address)) many.leave(address, isAway);
            else if (many.enter(address) === 0) inside.add(address);
            expect(inside.size).toBeLessThanOrEqual(most);
          }
          for (const address of inside) many.leave(address, false);
          clock += 300_000;
          for (const address of ['a', 'b', 'c', 'd', 'e']) {
            expect(many.enter(address)).toBe(0);
            many.leave(address, false);
          }
        },
      ),
    ));
});
