import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkReview, FACES, MET_AIM, OWN_WAYS, VOICES, type Said } from './review.js';

const fields = (said: Said, heard: ('young_person' | 'family' | 'staff')[] = []) =>
  checkReview(said, heard).map(({ field }) => field);

describe('what a voice says of a stay', () => {
  it.each<[string, Said, string[]]>([
    ['a face of the young person', { voice: 'young_person', face: 4, how: 'themselves' }, []],
    ['words of the young person', { voice: 'young_person', said: 'I cooked', how: 'paper' }, []],
    ['nothing of the young person', { voice: 'young_person', how: 'told' }, ['face']],
    ['a way that is none', { voice: 'young_person', face: 1, how: 'by pigeon' }, ['how']],
    ['an aim from the young person', { voice: 'young_person', face: 1, how: 'told', metAim: 'yes' }, ['metAim']],
    ['a face of the mother', { voice: 'family', face: 5, saidBy: 'Mum', how: 'telephone' }, []],
    ['a face of nobody', { voice: 'family', face: 5 }, ['saidBy', 'how']],
    ['nothing of the mother', { voice: 'family', saidBy: 'Mum', how: 'telephone', said: '' }, ['face']],
    ['a face of the staff', { voice: 'staff', face: 3, metAim: 'no', said: 'x' }, ['face']],
  ])('%s', (_, said, wrong) => {
    expect(fields(said, ['young_person', 'family'])).toEqual(wrong);
  });

  it('asks staff for the aim, the reason, and why somebody was not heard', () => {
    expect(fields({ voice: 'staff' })).toEqual(['metAim', 'said', 'withoutYoungPerson', 'withoutFamily']);
    expect(fields({ voice: 'staff', metAim: 'yes', said: 'x', withoutFamily: 'x' }, ['young_person'])).toEqual([]);
  });

  it('is taken exactly where the database takes it', () => {
    const text = fc.constantFrom('', 'x');
    const anything = fc.record({
      voice: fc.constantFrom(...VOICES),
      face: fc.option(fc.constantFrom(...FACES), { nil: undefined }),
      said: text,
      saidBy: text,
      how: fc.constantFrom('', ...OWN_WAYS),
      metAim: fc.option(fc.constantFrom(...MET_AIM), { nil: undefined }),
      nextTime: text,
    });
    fc.assert(
      fc.property(anything, (said) => {
        const isStaff = said.voice === 'staff';
        const isTaken =
          (said.said !== '' || (said.face !== undefined && !isStaff)) &&
          isStaff === (said.metAim !== undefined) &&
          (said.voice === 'family') === (said.saidBy !== '') &&
          isStaff === (said.how === '') &&
          (isStaff ? said.face === undefined : said.nextTime === '');
        expect(checkReview(said, ['young_person', 'family']).length === 0).toBe(isTaken);
      }),
    );
  });
});
