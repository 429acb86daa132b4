import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changed, NOTHING_SAID, wishesOfOthers } from './answers.js';

const part = (id: string, wishes: string, state: 'draft' | 'withdrawn' = 'draft') => ({
  ...{ state, wishes, youngPerson: { id } },
});

describe('what brothers and sisters say', () => {
  it('is asked of each once, also of who says nothing, and of nobody who is given up', () => {
    const parts = [part('ash', 'To cook'), part('bo', 'To swim'), part('bo', 'To swim'), part('kit', '')];
    expect(wishesOfOthers({ youngPerson: { id: 'ash' }, parts: [...parts, part('fin', 'No', 'withdrawn')] })).toEqual([
      { youngPerson: 'bo', wishes: 'To swim' },
      { youngPerson: 'kit', wishes: '' },
    ]);
  });
  it('stays what it was of whom nothing new is said', () => {
    const who = fc.constantFrom<string>('bo', 'kit', 'fin');
    const said = fc.uniqueArray(fc.record({ youngPerson: who, wishes: fc.string() }), {
      selector: ({ youngPerson }) => youngPerson,
    });
    fc.assert(
      fc.property(said, said, (before, now) => {
        const { theirWishes } = changed({ ...NOTHING_SAID, theirWishes: before }, { theirWishes: now });
        const of = (list: typeof before, id: string) => list.find((one) => one.youngPerson === id)?.wishes;
        for (const id of ['bo', 'kit', 'fin']) expect(of(theirWishes, id)).toBe(of(now, id) ?? of(before, id));
        expect(new Set(theirWishes.map(({ youngPerson }) => youngPerson)).size).toBe(theirWishes.length);
      }),
    );
  });
  it('can be nothing, and another answer leaves it alone', () => {
    const before = { ...NOTHING_SAID, theirWishes: [{ youngPerson: 'bo', wishes: 'To swim' }] };
    expect(changed(before, { theirWishes: [{ youngPerson: 'bo' }] }).theirWishes).toEqual([
      { youngPerson: 'bo', wishes: '' },
    ]);
    expect(changed(before, { wishes: 'To cook' }).theirWishes).toEqual(before.theirWishes);
  });
});
