import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import { CONSENTS } from './confirmation.js';
import { BEFORE_OFFER, isOpen, openText, READY_ITEMS, readiness, thingsOpen, type Known } from './readiness.js';

const NOTHING: Known = {
  ...{ carePlan: null, medication: null, consents: null, contact: false },
  ...{ introduced: null, legal: null, company: 'as_decided', changesAsked: false },
};
const ALL: Known = {
  ...{ carePlan: '2027-06-01', medication: '2027-06-01', consents: CONSENTS, contact: true },
  ...{ introduced: '2027-01-01', legal: { status: 's17', isToDecideAgain: false }, company: 'as_decided' },
  changesAsked: true,
};
const question = { arrival: '2027-07-10', today: '2027-06-20', keyWorker: 'Kit Example', months: 6, hours: 2 };
const stateOf = (known: Partial<Known>, item: string) =>
  readiness({ ...ALL, ...known }, question).find((one) => one.item === item)?.state;

describe('what has to be in order before an arrival', () => {
  it('is open while nobody knows anything, and done when all is known', () => {
    expect(readiness(NOTHING, question).filter(isOpen)).toHaveLength(6);
    expect(readiness(ALL, question).filter(isOpen)).toEqual([]);
    expect(readiness(ALL, question).map(({ item }) => item)).toEqual([...READY_ITEMS]);
  });

  it.each([
    ['2027-01-10', 'done'],
    ['2027-01-09', 'out_of_date'],
    ['2027-07-10', 'done'],
  ])('is a care plan of %s for an arrival on 10 July 2027: %s', (dated, state) => {
    expect(stateOf({ carePlan: dated }, 'care_plan')).toBe(state);
    expect(stateOf({ medication: dated }, 'medication')).toBe(state);
  });

  it.each<[Partial<Known>, string, string]>([
    [{ consents: [] }, 'consents', 'missing'],
    [{ consents: ['stay'] }, 'consents', 'missing'],
    [{ consents: ['medical_treatment'] }, 'consents', 'missing'],
    [{ consents: ['medical_treatment', 'stay'] }, 'consents', 'done'],
    [{ contact: false }, 'contact', 'missing'],
    [{ introduced: null }, 'introduction', 'missing'],
    [{ legal: null }, 'legal_basis', 'missing'],
    [{ legal: { status: 's20', isToDecideAgain: true } }, 'legal_basis', 'out_of_date'],
    [{ company: 'apart' }, 'compatibility', 'missing'],
    [{ company: 'decided_since' }, 'compatibility', 'out_of_date'],
    [{ company: 'changed' }, 'compatibility', 'out_of_date'],
    [{ company: 'refused' }, 'compatibility', 'missing'],
  ])('with %j is, as to %s, %s', (known, item, state) => {
    expect(stateOf(known, item)).toBe(state);
  });

  it('says which consent is lacking, and whose each thing is', () => {
    const items = readiness({ ...NOTHING, consents: ['stay'], company: 'apart' }, question);
    expect(items.find(({ item }) => item === 'consents')!.text).toContain('no consent to medical treatment');
    expect(Object.fromEntries(items.map(({ item, whose }) => [item, whose]))).toMatchObject({
      care_plan: 'Kit Example',
      introduction: 'The unit’s staff',
      compatibility: 'The unit’s staff',
    });
  });

  it('tells nobody of the company who is not to learn of it, and asks for less before an offer', () => {
    expect(readiness({ ...NOTHING, company: null }, question).map(({ item }) => item)).not.toContain('compatibility');
    expect(readiness(NOTHING, question, BEFORE_OFFER).map(({ item }) => item)).toEqual([...BEFORE_OFFER]);
  });

  it('never becomes better for papers by waiting: what is out of date stays so for each later arrival', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days));
    const at = (carePlan: string, arrival: string, months: number) =>
      readiness({ ...ALL, carePlan }, { ...question, arrival, months })[0]!.state;
    fc.assert(
      fc.property(day, day, fc.nat(400), fc.integer({ min: 1, max: 36 }), (dated, arrival, later, months) => {
        if (at(dated, arrival, months) === 'out_of_date')
          expect(at(dated, addDays(arrival, later), months)).toBe('out_of_date');
        else expect(at(addDays(dated, later), arrival, months)).toBe('done');
      }),
    );
  });

  it('is counted in words', () => {
    expect([openText(3, 7), openText(0, 7), thingsOpen(1), thingsOpen(2)]).toEqual([
      ...['3 of 7 open', 'All done', '1 thing open', '2 things open'],
    ]);
  });
});

describe('what has changed', () => {
  const on = (today: string, changesAsked: boolean | null) =>
    readiness({ ...ALL, changesAsked }, { ...question, today }).find(({ item }) => item === 'what_changed');
  it.each([
    ['2027-07-06', undefined],
    ['2027-07-07', 'missing'],
    ['2027-07-10', 'missing'],
    ['2027-07-11', 'missing'],
  ])('on %s, for an arrival on 10 July, is %s while nobody has asked', (today, state) => {
    expect(on(today, false)?.state).toBe(state);
  });
  it('is done once somebody has asked, and is no question without a stay to come', () => {
    expect(on('2027-07-01', true)).toMatchObject({ state: 'done', owner: 'key_worker' });
    expect(on('2027-07-10', null)).toBeUndefined();
  });
});
