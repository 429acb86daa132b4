import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import type { Obstacle } from './obstacles.js';
import { COULD, couldOf, whoCouldCome, type Could, type Looked } from './who-could-come.js';

const ask = { arrival: '2027-05-14', today: '2027-05-07' };
const apart: Obstacle = {
  code: 'kept_apart',
  sentence: 'Somebody who would be there is kept apart from them for safety.',
};
const gap: Obstacle = { code: 'gap', sentence: 'Too close.', mayBeOverruled: true };
const looked = (id: string, more: Partial<Looked> = {}): Looked => ({
  ...{ firstName: id, lastName: 'Example', obstacles: [] },
  facts: { id, request: null, strain: null, lastBreak: null, left: null, noticeDays: null },
  ...more,
});

describe('where somebody stands with free nights', () => {
  it.each<[Could, Obstacle[], Verdict | undefined]>([
    ['fits', [], 'suitable'],
    ['with_a_plan', [], 'only_with_mitigation'],
    ['not_assessed', [], 'not_assessed'],
    ['not_these_nights', [], 'unsuitable'],
    ['not_these_nights', [apart], undefined],
    ['not_these_nights', [apart], 'suitable'],
    ['not_these_nights', [gap], 'suitable'],
    ['not_these_nights', [], undefined],
  ])('%s', (could, obstacles, verdict) => {
    expect(couldOf({ obstacles, ...(verdict && { verdict }) })).toBe(could);
  });

  it('nobody is left out, and nobody is there twice', () => {
    const anybody = fc.record({
      id: fc.uuid(),
      verdict: fc.option(fc.constantFrom(...VERDICTS), { nil: undefined }),
      isApart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anybody, { selector: ({ id }) => id }), (all) => {
        const people = all.map(({ id, verdict, isApart }) =>
          looked(id, { obstacles: isApart ? [apart] : [], ...(verdict && { verdict }) }),
        );
        const found = whoCouldCome(people, ask);
        const ids = COULD.flatMap((could) => found[could].map(({ facts }) => facts.id));
        expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('those for whom it cannot be these nights stand by name, however much they need a break', () => {
    const strain = { value: 10, on: '2027-05-01' };
    const zed = looked('z', { obstacles: [apart] });
    const people = [{ ...zed, facts: { ...zed.facts, strain } }, looked('a', { obstacles: [gap] })];
    expect(whoCouldCome(people, ask).not_these_nights.map(({ facts }) => facts.id)).toEqual(['a', 'z']);
  });

  it('those who fit stand by whose turn it is and never by how well they fit', () => {
    const easy = looked('a', { verdict: 'suitable' });
    const needs = looked('b', { verdict: 'suitable' });
    const people = [easy, { ...needs, facts: { ...needs.facts, strain: { value: 9, on: '2027-05-01' } } }];
    expect(whoCouldCome(people, ask).fits.map(({ facts }) => facts.id)).toEqual(['b', 'a']);
  });
});
