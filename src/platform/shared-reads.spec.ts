import { describe, expect, it } from '@jest/globals';
import { SharedReads } from './shared-reads.js';

/** Reads that end when told to, numbered in the order in which they begin. */
function reads() {
  const shared = new SharedReads();
  const ends: { done: (value: number) => void; fail: (error: Error) => void }[] = [];
  const ask = (key = 'board') =>
    shared.read(key, () => new Promise<number>((done, fail) => void ends.push({ done, fail })));
  const settled = () => new Promise<void>((later) => setImmediate(later));
  return { shared, ends, ask, settled, end: (place: number) => ends[place]!.done(place) };
}

describe('reads that many ask for at once', () => {
  it('are one for all who ask while another is under way, and it begins after they asked', async () => {
    const { ends, ask, settled, end } = reads();
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(ends).toHaveLength(1);
    end(0);
    await settled();
    expect(ends).toHaveLength(2);
    const late = ask();
    end(1);
    await settled();
    end(2);
    expect(await Promise.all([first, ...others, late])).toEqual([0, 1, 1, 1, 2]);
  });

  it('are apart for another thing', async () => {
    const { ends, ask, end } = reads();
    const both = [ask('one'), ask('two')];
    expect(ends).toHaveLength(2);
    end(0);
    end(1);
    expect(await Promise.all(both)).toEqual([0, 1]);
  });

  it('that fail fail for those who share them, and for nobody after', async () => {
    const { ends, ask, settled, end } = reads();
    const first = ask();
    const second = ask();
    ends[0]!.fail(new Error('The database is away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    const third = ask();
    ends[1]!.fail(new Error('Still away'));
    await expect(second).rejects.toThrow('Still');
    await settled();
    end(2);
    expect(await third).toBe(2);
  });

  it('are kept no longer than they last', async () => {
    const { shared, ask, settled, end } = reads();
    const first = ask();
    end(0);
    await first;
    await settled();
    expect(Object.values(shared).every((map) => (map as Map<string, unknown>).size === 0)).toBe(true);
    const second = ask();
    end(1);
    expect(await second).toBe(1);
  });
});
