import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Assessed, PairFact, Rating } from '../../matching/domain/assessed.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { fitFinder, fitOf, fitsTogether, safestBeds, type HeldBed, type Household, type Matching } from './fit.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const bed = (id: string, area: string | null = null) => ({
  ...{ id, number: Number(id), name: `Bed ${id}`, attributes: [], area },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const beds = [bed('1', 'Upstairs'), bed('2', 'Upstairs'), bed('3', 'Garden side')] as const;
const range = { arrival: '2027-03-11', departure: '2027-03-16' };
const nights = { arrival: '2027-03-12', departure: '2027-03-14' };

const someone = (id: string, ratings: Rating[] = []): Assessed => ({ id, age: 14, support: 'shared', ratings });
const noisy: Rating = { factor: 'sleep', poses: 3, vulnerable: 0, status: 'serious' };
const light: Rating = { factor: 'sleep', poses: 0, vulnerable: 3, status: 'serious' };

const held = (youngPersonId: string, bedId: string, when = nights, stayId: string | null = null): HeldBed => ({
  ...when,
  ...{ youngPersonId, bedId, stayId },
});

function matching(people: Assessed[], facts: PairFact[] = []): Matching {
  const factOf = factsByPair(facts);
  return { rules, factOf, judge: pairJudge(rules, factOf), people: new Map(people.map((one) => [one.id, one])) };
}
const house = (claims: HeldBed[], more: Partial<Household> = {}): Household => ({ beds, claims, staffed: [], ...more });

describe('how somebody fits', () => {
  const tia = someone('tia', [light]);
  const kit = someone('kit', [noisy]);

  it('is judged on the nights that are shared and on no other', () => {
    const find = fitFinder(tia, house([held('kit', '1')]), matching([tia, kit]), range);
    expect(find(nights, '2').verdict).toBe('only_with_mitigation');
    expect(find({ arrival: '2027-03-14', departure: '2027-03-16' }, '2')).toMatchObject({
      verdict: 'suitable',
      score: 100,
    });
    expect(find({ arrival: '2027-03-11', departure: '2027-03-13' }, '2').worst.night).toBe('2027-03-12');
  });

  it('counts their own other offers as nobody', () => {
    const find = fitFinder(kit, house([held('kit', '1')]), matching([kit]), range);
    expect(find(nights, '2').score).toBe(100);
  });

  it('puts the beds first in which they fit best, and leaves the others as they were', () => {
    const find = fitFinder(tia, house([held('kit', '1')]), matching([tia, kit]), range);
    const option = { ...nights, beds: [beds[1], beds[2]], moves: [] };
    expect(safestBeds(option, find).map(({ id }) => id)).toEqual(['3', '2']);
    const alone = fitFinder(tia, house([]), matching([tia]), range);
    expect(safestBeds(option, alone).map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('goes by the beds as they are once the moves are made', () => {
    const find = fitFinder(tia, house([held('kit', '3', nights, 's')]), matching([tia, kit]), range);
    const move = {
      ...nights,
      stayId: 's',
      claimId: 'c',
      youngPersonId: 'kit',
      requestId: null,
      from: beds[2],
      to: beds[0],
    };
    expect(find(nights, '2').verdict).toBe('suitable');
    expect(find(nights, '2', [move]).verdict).toBe('only_with_mitigation');
  });

  it('names the bed and what the house could do that would make it work', () => {
    const option = { ...nights, bed: beds[1], beds: [...beds.slice(1)], moves: [] };
    const { wouldWork } = fitOf(tia, house([held('kit', '1')]), matching([tia, kit]), option);
    expect(wouldWork.map((one) => (one.kind === 'bed' ? one.bedId : one.kind))).toEqual(['3', 'ease']);
    const awake = fitOf(tia, house([held('kit', '1')], { wakingNight: true }), matching([tia, kit]), option);
    expect(awake.compatibility.verdict).toBe('suitable');
  });

  it('never leaves anybody out of whom nothing is known', () => {
    expect(() => fitFinder(tia, house([held('stranger', '1')]), matching([tia]), range)).toThrow('not looked up');
  });
});

describe('how brothers and sisters fit who would come together', () => {
  const option = { ...nights, beds: [beds[0], beds[1]], moves: [] };

  it('is judged for each with the other, and with who is there', () => {
    const [ash, bo, kit] = [someone('ash', [light]), someone('bo'), someone('kit', [noisy])];
    const fits = fitsTogether([ash, bo], house([held('kit', '3')]), matching([ash, bo, kit]), option);
    expect(fits.map(({ bedId }) => bedId)).toEqual(['1', '2']);
    expect(fits.map(({ compatibility }) => compatibility.nights[0]!.pairs.map((one) => one.with))).toEqual([
      ['bo', 'kit'],
      ['ash', 'kit'],
    ]);
  });

  it('does not suit where they are to stay apart', () => {
    const [ash, bo] = [someone('ash'), someone('bo')];
    const apart: PairFact = { youngPeople: ['ash', 'bo'], siblings: 'apart' };
    const fits = fitsTogether([ash, bo], house([]), matching([ash, bo], [apart]), option);
    expect(fits.map(({ compatibility }) => compatibility.verdict)).toEqual(['unsuitable', 'unsuitable']);
  });
});
