import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeMeanwhile, readSeen, sameValues } from './meanwhile.js';

const value = fc.oneof(fc.constantFrom('', 'one', 'two'), fc.subarray(['5', '6', '7']));
const form = fc.record({ nights: value, purpose: value, days: value });

describe('a form of which somebody else saved another meanwhile', () => {
  it('keeps every field that was typed, and lets the others follow what is saved', () => {
    fc.assert(
      fc.property(form, form, form, (seen, saved, typed) => {
        const { values } = mergeMeanwhile(seen, saved, typed);
        for (const field of ['nights', 'purpose', 'days'] as const) {
          const touched = !sameValues({ field: seen[field] }, { field: typed[field] });
          expect(values[field]).toEqual(touched ? typed[field] : saved[field]);
        }
      }),
    );
  });

  it('names exactly the fields that would be replaced unseen, or that were renewed', () => {
    fc.assert(
      fc.property(form, form, form, (seen, saved, typed) => {
        const { changed } = mergeMeanwhile(seen, saved, typed);
        const differs = (one: object, other: object, field: string) =>
          !sameValues({ field: (one as never)[field] }, { field: (other as never)[field] });
        expect(changed.map((one) => one.field)).toEqual(
          ['nights', 'purpose', 'days'].filter((field) => differs(saved, seen, field) && differs(saved, typed, field)),
        );
      }),
    );
  });

  it('has nothing to say when nobody saved anything', () => {
    fc.assert(
      fc.property(form, form, (seen, typed) => {
        expect(mergeMeanwhile(seen, seen, typed).changed).toEqual([]);
      }),
    );
  });

  it('says what was typed, and what was left alone', () => {
    const merged = mergeMeanwhile(
      { nights: '2', purpose: 'Rest', days: ['5', '6'] },
      { nights: '3', purpose: 'Rest, and a swim', days: [] },
      { nights: '4', purpose: 'Rest', days: ['6', '5'], extra: 'kept' },
    );
    expect(merged).toEqual({
      values: { nights: '4', purpose: 'Rest, and a swim', days: [], extra: 'kept' },
      changed: [
        { field: 'nights', saved: '3', typed: '4' },
        { field: 'purpose', saved: 'Rest, and a swim', typed: undefined },
        { field: 'days', saved: [], typed: undefined },
      ],
    });
  });

  it.each([
    [{}, { days: [] }, true],
    [{ days: '5' }, { days: ['5'] }, true],
    [{ days: ['6', '5'] }, { days: ['5', '6'] }, true],
    [{ purpose: 'a\r\nb ' }, { purpose: 'a\nb' }, true],
    [{ purpose: 'a' }, { purpose: 'b' }, false],
    [{ days: ['5'] }, {}, false],
  ])('takes %j and %j for the same: %s', (one, other, same) => {
    expect(sameValues(one, other)).toBe(same);
  });

  it.each(['', 'null', '[]', '{"a":1}', '{"a":{"b":"c"}}', '{', '"a"'])('does not read %s as what was seen', (seen) => {
    expect(readSeen({ seen })).toBeUndefined();
  });
});
