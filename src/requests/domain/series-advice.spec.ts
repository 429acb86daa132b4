import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Bed } from '../../calendar/domain/claim.js';
import { addDays, ageOn, type PlainDate } from '../../kernel/nights.js';
import type { Assessed, Rating } from '../../matching/domain/assessed.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import type { Standing } from '../../matching/domain/standing.js';
import type { HeldBed, Household } from './fit.js';
import type { JudgedOccurrence } from './judge-series.js';
import type { Option } from './options.js';
import { seriesMatching, shownTo, toldTo } from './series-advice.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const bed = (id: string, area: string): Bed => ({
  ...{ id, number: Number(id), name: `Bed ${id}`, attributes: [], area },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const beds = [bed('1', 'Upstairs'), bed('2', 'Upstairs'), bed('3', 'Garden side')];
const noisy: Rating = { factor: 'sleep', poses: 3, vulnerable: 0, status: 'serious' };
const light: Rating = { factor: 'sleep', poses: 0, vulnerable: 3, status: 'serious' };
const born: Record<string, PlainDate> = { tia: '2012-04-10', kit: '2012-06-01', rio: '2015-06-01' };
const ratings: Record<string, Rating[]> = { tia: [light], kit: [noisy], rio: [] };

function knownOn(on: PlainDate, gap: Standing['gap'] = null) {
  const factOf = factsByPair([]);
  const people = Object.keys(born).map((id): Assessed => {
    return { id, age: ageOn(born[id]!, on), support: 'shared', ratings: ratings[id]! };
  });
  const standing = { gap } as Standing;
  return {
    ...{
      rules,
      facts: [],
      factOf,
      judge: pairJudge(rules, factOf),
      people: new Map(people.map((one) => [one.id, one])),
    },
    standings: new Map([['tia', standing]]),
  };
}
const nightsFrom = (arrival: PlainDate) => ({ arrival, departure: addDays(arrival, 2) });
const held = (youngPersonId: string, bedId: string, arrival: PlainDate): HeldBed => ({
  ...nightsFrom(arrival),
  ...{ youngPersonId, bedId, stayId: null },
});
const house = (...claims: HeldBed[]): Household => ({ beds, claims, staffed: [] });
const option = (arrival: PlainDate, free = beds): Option => ({
  ...nightsFrom(arrival),
  ...{ bed: free[0]!, beds: free, moves: [], company: [], suitsWeekdays: true },
});
const judged = (date: PlainDate, more: Partial<JudgedOccurrence> = {}): JudgedOccurrence => ({
  ...{ date, wanted: nightsFrom(date), asked: option(date), reasons: [], others: [], ...more },
});
const own = { id: 'tia', firstName: 'Tia', lastName: 'Teal' };

describe('the advice on each break of a series', () => {
  const [one, two] = ['2027-03-12', '2027-03-26'] as const;

  it('is that of its own nights: who is there on one changes nothing of the others', () => {
    const say = shownTo(seriesMatching('tia', house(held('kit', '1', two)), knownOn));
    const upstairs = beds.slice(0, 2);
    expect(say(judged(one, { asked: option(one, upstairs) })).answer.verdict).toBe('suitable');
    expect(say(judged(two, { asked: option(two, upstairs) })).answer.verdict).toBe('only_with_mitigation');
  });

  it('is that of the bed in which it is safest, of those that are free on its nights', () => {
    const say = shownTo(seriesMatching('tia', house(held('kit', '1', two)), knownOn));
    expect(say(judged(two)).answer.verdict).toBe('suitable');
  });

  it('goes with the other nights of its days as well, and is none where there is no bed', () => {
    const say = shownTo(seriesMatching('tia', house(held('kit', '1', two)), knownOn));
    const { asked: _, ...none } = judged(two, {
      others: [option(addDays(two, 2)), option(addDays(two, 1), beds.slice(1, 2))],
    });
    const { answer, others } = say(none);
    expect(answer).toMatchObject({ result: 'other_dates', verdict: null });
    expect(others.map(({ verdict }) => verdict)).toEqual(['suitable', 'only_with_mitigation']);
  });

  it('takes everybody as old as they are on the first night of it', () => {
    const there = [one, '2027-04-09', '2027-04-10'].map((arrival) => held('rio', '1', arrival));
    const { find } = seriesMatching('tia', house(...there), knownOn);
    const years = (arrival: PlainDate) =>
      find(nightsFrom(arrival), '2').contributions.find(({ rule }) => rule === 'age_gap')?.count;
    // Tia is fifteen from 10 April on; Rio, who is eleven all the while, is four years younger only then.
    expect([years(one), years('2027-04-09'), years('2027-04-10')]).toEqual([
      ...[undefined, undefined, ageOn(born['tia']!, '2027-04-10') - ageOn(born['rio']!, '2027-04-10')],
    ]);
  });

  it('is told to a key worker in words that are the same, whatever there is about another child', () => {
    const matching = seriesMatching('tia', house(held('kit', '1', two)), knownOn);
    const say = toldTo(own, house(), matching);
    const { asked: _, ...full } = judged(one, { reasons: [{ code: 'no_bed', sentence: 'Every bed is taken.' }] });
    const apart = { ...full, reasons: [{ code: 'kept_apart' as const, sentence: 'Kept apart.' }] };
    expect(say(full)).toEqual(say(apart));
    expect(say(full).answer).toMatchObject({ result: 'conflict', told: 'not_these_nights', verdict: null });
    expect(say(judged(two)).answer).toMatchObject({ result: 'fits', verdict: null, moves: [] });
  });

  it('tells nothing of the house before they are assessed', () => {
    const matching = seriesMatching('tia', house(), (on) => knownOn(on, 'no_assessment'));
    const say = toldTo(own, house(), matching);
    const free = say(judged(one, { others: [option(addDays(one, 1))] }));
    const { asked: _, ...full } = judged(one, { reasons: [{ code: 'no_bed', sentence: 'Every bed is taken.' }] });
    expect(free).toEqual(say(full));
    expect(free.answer.result).toBeNull();
  });
});
