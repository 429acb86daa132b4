import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut, endingToFile, MOST_CHARACTERS, MOST_NOTES, notesToFile } from './summary.js';

describe('the notes of a summary', () => {
  const aNote = fc.record({ namesOthers: fc.boolean(), corrected: fc.boolean(), text: fc.string({ maxLength: 400 }) });

  it('name nobody else, are not put right later, and are at most a page of them', () => {
    fc.assert(
      fc.property(fc.array(aNote, { maxLength: 30 }), (all) => {
        const { notes, more } = notesToFile(all);
        const own = all.filter(({ namesOthers, corrected }) => !namesOthers && !corrected);
        expect(notes.some(({ namesOthers, corrected }) => namesOthers || corrected)).toBe(false);
        expect(notes.length).toBe(Math.min(own.length, MOST_NOTES));
        expect(notes.length + more).toBe(own.length);
        expect(notes.every(({ text }) => [...text].length <= MOST_CHARACTERS + 1)).toBe(true);
      }),
    );
  });

  it('come oldest first, the latest of them', () => {
    const note = (text: string) => ({ namesOthers: false, corrected: false, text });
    const all = Array.from({ length: 10 }, (_, place) => note(String(place)));
    expect(notesToFile(all).notes.map(({ text }) => text)).toEqual(['7', '6', '5', '4', '3', '2', '1', '0']);
  });

  it('are cut between characters, never within one', () => {
    expect(cut('👍'.repeat(300))).toBe(`${'👍'.repeat(MOST_CHARACTERS)}…`);
  });
});

describe('how a stay ended, in one child’s file', () => {
  const early = { kind: 'ended_early', endedAt: null, expectedAt: null } as const;
  it.each([
    [{ ...early, by: 'unit', code: 'safety' } as const, 'Left earlier than planned. Ended by the unit.'],
    [
      { ...early, by: 'unit', code: 'staffing' } as const,
      'Left earlier than planned. Ended by the unit: not enough staff.',
    ],
    [{ ...early, by: 'family', code: 'illness' } as const, 'Left earlier than planned. Ended by the family: illness.'],
    [null, null],
  ])('case %#', (ending, said) => {
    expect(endingToFile(ending)).toBe(said);
  });
});
