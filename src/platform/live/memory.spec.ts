import { describe, expect, it } from '@jest/globals';
import { Memory } from './memory.js';

function begun(at = 1_000): Memory {
  const memory = new Memory();
  memory.begin(at);
  return memory;
}

describe('what is remembered of changes', () => {
  it('is nothing before it begins, and nothing of the time before', () => {
    const memory = new Memory();
    memory.note('calendar', 500);
    expect([memory.since(600), memory.ago('calendar', 600)]).toEqual([undefined, undefined]);
    memory.begin(1_000);
    expect([memory.since(1_500), memory.ago('calendar', 1_500)]).toEqual([500, undefined]);
  });

  it('is when each changed last', () => {
    const memory = begun();
    memory.note('calendar', 2_000);
    memory.note('requests', 2_500);
    memory.note('calendar', 3_000);
    expect([memory.ago('calendar', 4_000), memory.ago('requests', 4_000)]).toEqual([1_000, 1_500]);
    expect(memory.since(4_000)).toBe(3_000);
  });

  it('reaches back ten minutes, and says so once older changes are forgotten', () => {
    const memory = begun();
    memory.note('calendar', 2_000);
    memory.note('requests', 700_000);
    expect(memory.ago('calendar', 700_000)).toBeUndefined();
    expect(memory.since(700_000)).toBe(698_000);
  });

  it('stays as small after ten thousand times as many changes', () => {
    const memory = begun();
    for (let one = 0; one < 200_000; one += 1) memory.note(`calendar ${one}`, 2_000 + one);
    expect(memory.size).toBe(20_000);
    expect(memory.since(202_000)).toBe(20_001);
    for (let one = 0; one < 200_000; one += 1) memory.note(`calendar ${one % 3}`, 300_000 + one);
    expect(memory.size).toBeLessThanOrEqual(20_000);
  });

  it('is nothing while something may be missed', () => {
    const memory = begun();
    memory.note('calendar', 2_000);
    memory.lose();
    memory.note('calendar', 2_100);
    expect([memory.since(2_200), memory.ago('calendar', 2_200)]).toEqual([undefined, undefined]);
  });
});
