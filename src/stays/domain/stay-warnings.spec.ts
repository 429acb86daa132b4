import { describe, expect, it } from '@jest/globals';
import { countsAsShortBreak, LEGAL_STATUSES } from '../../calendar/domain/legal-status.js';
import { addDays, addMonths } from '../../kernel/nights.js';
import { eighteenDays } from './short-break-limits.js';
import { lastWithinLimits, stayWarnings, type OwnNights, type WarnedStay } from './stay-warnings.js';

const aStay = (more: Partial<WarnedStay> = {}): WarnedStay => ({
  id: 'stay',
  state: 'in_residence',
  legalStatus: null,
  keyWorker: 'Dana Example',
  arrival: '2027-06-01',
  departure: '2027-06-04',
  ...more,
});
/** Stays of 14 nights, 15 days each, a month apart. */
const months = (count: number, more: Partial<OwnNights> = {}): OwnNights[] =>
  Array.from({ length: count }, (_, place) => {
    const arrival = addMonths('2027-01-01', place);
    return { stayId: `s${place}`, arrival, departure: addDays(arrival, 14), ...more };
  });
const codes = (stay: WarnedStay, own: OwnNights[]) => stayWarnings(stay, own).map(({ code }) => code);

describe('what has to be decided of a stay', () => {
  it('is nothing within the limits', () => {
    expect(stayWarnings(aStay(), months(4))).toEqual([]);
  });

  it('is its legal status beyond 75 days, with the count and whose decision it is', () => {
    expect(stayWarnings(aStay(), months(5))).toEqual([
      {
        code: 'in_a_year',
        sentence: expect.stringMatching(/^The legal status needs a decision\. .* 79 days .* and 75 is the most\.$/),
        owner: 'The child’s social worker and the registered manager; the key worker is Dana Example.',
      },
    ]);
  });

  it('is the same for an overstay, whose claim runs on after the departure that was planned', () => {
    const stay = aStay({ arrival: '2027-06-01', departure: '2027-06-17' });
    expect(codes(stay, [{ stayId: 'stay', arrival: '2027-06-01', departure: '2027-06-17' }])).toEqual([]);
    expect(codes(stay, [{ stayId: 'stay', arrival: '2027-06-01', departure: '2027-06-19' }])).toEqual(['in_a_row']);
    expect(codes(stay, [{ stayId: 'other', arrival: '2027-05-28', departure: '2027-06-01' }])).toEqual(['in_a_row']);
  });

  it.each([
    ['on the first night', '2009-06-01', []],
    ['on the second', '2009-06-02', ['of_age']],
    ['on the last', '2009-06-03', ['of_age']],
    ['on the day of departure', '2009-06-04', []],
    ['long ago', '2005-06-04', []],
  ])('is that of a child who turns 18 %s', (_, dateOfBirth, expected) => {
    expect(codes(aStay({ dateOfBirth }), [])).toEqual(expected);
    expect(codes(aStay({ dateOfBirth, legalStatus: 's20' }), [])).toEqual([]);
  });

  it('is that of a child who turns 18 after they should have left', () => {
    const [stay] = stayWarnings(aStay({ dateOfBirth: '2009-06-05' }), [
      { stayId: 'stay', arrival: '2027-06-01', departure: '2027-06-07' },
    ]);
    expect(stay!.sentence).toMatch(
      /^The legal status needs a decision\. They turn 18 on .*5 June 2027, during this stay\.$/,
    );
  });

  it('is that of an emergency until somebody has decided', () => {
    expect(codes(aStay({ isEmergency: true }), [])).toEqual(['emergency']);
    expect(codes(aStay({ isEmergency: true, legalStatus: 's17' }), [])).toEqual([]);
  });

  it.each(LEGAL_STATUSES)('of %s is asked only where it is a short break', (legalStatus) => {
    const asks = legalStatus === 's17' || legalStatus === 's20_short_break';
    expect(codes(aStay({ legalStatus }), months(5))).toEqual(asks ? ['in_a_year'] : []);
  });

  it('leaves out other stays that are no short breaks', () => {
    expect(codes(aStay(), months(5, { legalStatus: 's20' }))).toEqual([]);
    expect(codes(aStay(), months(5, { legalStatus: 'police_protection' }))).toEqual([]);
    expect(codes(aStay(), months(5, { legalStatus: 'other' }))).toEqual([]);
  });

  it('is asked of a stay that is over until somebody has decided after that', () => {
    const over = aStay({ state: 'completed', departure: '2027-06-30', legalStatus: 's20_short_break' });
    expect(codes(over, [])).toEqual(['in_a_row']);
    expect(codes({ ...over, decidedSince: true }, [])).toEqual([]);
  });

  it('counts exactly the nights of stays that could be warned of', () => {
    for (const legalStatus of [null, ...LEGAL_STATUSES]) {
      const isWarned = codes(aStay({ departure: '2027-07-30', legalStatus }), []).length > 0;
      expect([legalStatus, isWarned]).toEqual([legalStatus, countsAsShortBreak(legalStatus)]);
    }
  });

  it('is nothing for a stay that did not happen, and for one that is over only what was before it', () => {
    expect(codes(aStay({ state: 'cancelled' }), months(5))).toEqual([]);
    expect(codes(aStay({ state: 'no_show' }), months(5))).toEqual([]);
    expect(codes(aStay({ state: 'completed', arrival: '2026-12-20', departure: '2026-12-23' }), months(5))).toEqual([]);
    expect(codes(aStay({ arrival: '2026-12-20', departure: '2026-12-23' }), months(5))).toEqual(['in_a_year']);
  });
});

describe('the last departure within the limits', () => {
  it.each([
    ['17 nights after the arrival', [], '2027-06-18'],
    [
      'earlier, after a stay that ends on the arrival',
      [{ stayId: 'o', arrival: '2027-05-28', departure: '2027-06-01' }],
      '2027-06-14',
    ],
    [
      'when the 75 days are reached',
      [...months(4), { stayId: 'o', arrival: '2027-05-20', departure: '2027-05-25' }],
      '2027-06-09',
    ],
  ])('is %s', (_, own, expected) => {
    const last = lastWithinLimits(aStay(), own);
    expect(last).toBe(expected);
    expect(codes(aStay({ departure: last! }), own)).toEqual([]);
    expect(codes(aStay({ departure: addDays(last!, 1) }), own)).toHaveLength(1);
  });

  it('is none once they are beyond, or when it is no short break', () => {
    expect(lastWithinLimits(aStay({ departure: '2027-06-20' }), [])).toBeUndefined();
    expect(lastWithinLimits(aStay({ legalStatus: 's20' }), [])).toBeUndefined();
  });
});

describe('a placement of 17 nights', () => {
  it.each([
    ['2027-05-03', 16, undefined],
    ['2027-05-03', 17, /17 nights count 18 days/],
    ['2028-02-20', 17, /17 nights count 18 days/],
    ['2027-05-03', 18, undefined],
  ])('from %s for %i nights', (arrival, nights, said) => {
    const days = eighteenDays({ arrival, departure: addDays(arrival, nights) });
    if (said) expect(days).toMatch(said);
    else expect(days).toBeUndefined();
  });
});
