import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import { inTurn, sayTurn, turnOf, type TurnFacts } from './turn.js';

const ask = { arrival: '2027-05-14', today: '2027-05-07' };
const nothing: TurnFacts = { id: 'a', request: null, strain: null, lastBreak: null, left: null, noticeDays: null };
const one = (facts: Partial<TurnFacts>): TurnFacts => ({ ...nothing, ...facts });
const strain = (value: number, on = '2027-04-01') => ({ value, on });
const order = (...all: Partial<TurnFacts>[]) =>
  inTurn(
    all.map((facts, place) => one({ id: String(place), ...facts })),
    (facts) => facts,
    ask,
  ).map(({ id }) => id);

const aTurn = fc.record<TurnFacts>({
  id: fc.uuid(),
  request: fc.constantFrom(null, { urgency: 'standard' }, { urgency: 'short_notice' }, { urgency: 'emergency' }),
  strain: fc.option(
    fc.record({
      value: fc.integer({ min: 0, max: 10 }),
      on: fc.integer({ min: -500, max: 0 }).map((days) => addDays(ask.today, days)),
    }),
  ),
  lastBreak: fc.option(fc.integer({ min: -800, max: 0 }).map((days) => addDays(ask.arrival, days))),
  left: fc.option(fc.integer({ min: -3, max: 60 })),
  noticeDays: fc.option(fc.integer({ min: 0, max: 60 })),
});
const several = fc.uniqueArray(aTurn, { selector: ({ id }) => id, minLength: 2, maxLength: 12 });
const self = (facts: TurnFacts) => facts;

describe('whose turn it is', () => {
  it.each<[string, Partial<TurnFacts>, Partial<TurnFacts>]>([
    ['an emergency before any strain', { request: { urgency: 'emergency' } }, { strain: strain(10) }],
    ['a strain of 8 before one of 7', { strain: strain(8) }, { strain: strain(7), lastBreak: null }],
    ['a strain nobody has recorded before one of 3', {}, { strain: strain(3) }],
    ['need before the time since the last break', { strain: strain(8), lastBreak: '2027-05-01' }, {}],
    ['who has had no break before who has', {}, { lastBreak: '2020-01-01' }],
    ['who has waited eight weeks before who has waited four', { lastBreak: '2027-03-01' }, { lastBreak: '2027-04-10' }],
    ['who has more nights left', { left: 5 }, { left: 4, request: { urgency: 'standard' } }],
    ['who has an open request, all else the same', { request: { urgency: 'standard' } }, { noticeDays: 3 }],
    ['who has the notice they need', { noticeDays: 7 }, { noticeDays: 8 }],
  ])('%s', (_, first, second) => {
    expect(order(first, second)[0]).toBe('0');
    expect(order(second, first)[0]).toBe('1');
  });

  it('strain of more than a year ago is no word on how things are now', () => {
    expect(turnOf(one({ strain: strain(9, '2026-05-06') }), ask)[0]).toBe(1);
    expect(turnOf(one({ strain: strain(9, '2026-05-07') }), ask)[0]).toBe(2);
  });

  it('a few days more since the last break make nobody’s turn', () => {
    expect(order({ lastBreak: '2027-04-10', left: 9 }, { lastBreak: '2027-04-01', left: 1 })).toEqual(['0', '1']);
  });

  it('nobody is put last because no nights are granted rather than none left', () => {
    expect(turnOf(one({ left: null }), ask)).toEqual(turnOf(one({ left: 0 }), ask));
  });

  it('the order in which they are given never matters', () => {
    fc.assert(
      fc.property(several, fc.infiniteStream(fc.nat()), (all, keys) => {
        const mixed = all
          .map((facts) => ({ facts, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ facts }) => facts);
        expect(inTurn(mixed, self, ask)).toEqual(inTurn(all, self, ask));
      }),
    );
  });

  it('somebody else on the list never changes the order of the rest', () => {
    fc.assert(
      fc.property(several, ([added, ...rest]) => {
        const with_ = inTurn([added!, ...rest], self, ask).filter(({ id }) => id !== added!.id);
        expect(with_).toEqual(inTurn(rest, self, ask));
      }),
    );
  });

  it('more need, or a longer wait, never puts anybody further back', () => {
    fc.assert(
      fc.property(several, fc.nat(11), (all, at) => {
        const chosen = all[at % all.length]!;
        const placeOf = (list: TurnFacts[]) => inTurn(list, self, ask).findIndex(({ id }) => id === chosen.id);
        for (const more of [{ strain: strain(10) }, { lastBreak: null }] as const) {
          if (chosen.request?.urgency === 'emergency') continue;
          const then = all.map((facts) => (facts.id === chosen.id ? { ...facts, ...more } : facts));
          expect(placeOf(then)).toBeLessThanOrEqual(placeOf(all));
        }
      }),
    );
  });
});

describe('why somebody stands where they stand', () => {
  it('is said in five sentences, also what nobody has recorded', () => {
    expect(sayTurn(nothing, ask)).toEqual([
      'Nobody has recorded the strain on the family in the last year.',
      'No break of theirs is on record.',
      'No nights are granted to them for these dates.',
      'They have no open request for these nights.',
      'How much notice the family needs is not recorded: there would be 7 days.',
    ]);
    const known = one({
      ...{ request: { urgency: 'standard' }, strain: strain(9), lastBreak: '2027-03-01' },
      ...{ left: 1, noticeDays: 10 },
    });
    expect(sayTurn(known, ask)).toEqual([
      'The family put the strain at 9 of 10 on Thursday 1 April 2027.',
      'Their last break ended on Monday 1 March 2027, 10 weeks before.',
      '1 night of those granted is left.',
      'A request of theirs for these nights is open.',
      'The family needs 10 days of notice, and there would only be 7 days.',
    ]);
  });

  it('a break that is booked before these nights counts like one that was', () => {
    expect(sayTurn(one({ lastBreak: '2027-05-09' }), ask)[1]).toBe(
      'They have a break booked until Sunday 9 May 2027, 5 days before.',
    );
    expect(sayTurn(one({ lastBreak: ask.today }), ask)[1]).toMatch(/^Their last break ended/);
  });
});
