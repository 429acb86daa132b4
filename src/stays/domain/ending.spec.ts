import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkEnding,
  ENDED_BY,
  ENDING_CODES,
  endingOf,
  leftEarly,
  REASONS,
  reasonsFor,
  toldToKeyWorker,
  type EndedBy,
  type EndedStay,
  type EndingCode,
  type EndingStep,
} from './ending.js';
import { choiceGroups, choicesOf, endingSaid, readChoice, sayNotice } from './ending-text.js';

const STEPS = Object.keys(REASONS) as EndingStep[];
const at = (text: string) => new Date(text);
const stay: EndedStay = {
  ...{ state: 'cancelled', by: 'family', code: 'illness', zone: 'Europe/London', departedAt: null },
  ...{ plannedDeparture: '2027-05-06', endedAt: at('2027-05-01T09:00:00Z'), expectedAt: at('2027-05-03T15:00:00Z') },
};

describe('what is said of an ending', () => {
  it('is taken where the reason is on the list of whoever ended it, and nowhere else', () => {
    const any = fc.record({
      step: fc.constantFrom(...STEPS),
      by: fc.constantFrom(...ENDED_BY, null),
      code: fc.constantFrom(...ENDING_CODES),
    });
    fc.assert(
      fc.property(any, ({ step, by, code }) => {
        const isListed = reasonsFor(step, by)?.includes(code) ?? false;
        expect(checkEnding(step, { by, code, note: 'x' }, 'manager').length === 0).toBe(isListed);
      }),
    );
  });
  it.each<[EndingStep, EndedBy | null, EndingCode | null, string, string[]]>([
    ['cancelled', 'family', null, 'They are ill', []],
    ['cancelled', 'family', 'illness', '', []],
    ['cancelled', 'family', null, '', ['reason']],
    ['cancelled', 'family', 'other', '', ['reason']],
    ['cancelled', 'young_person', 'other', 'x', ['by']],
    ['cancelled', 'family', 'staffing', '', ['code']],
    ['no_show', null, null, '', ['reason']],
    ['no_show', null, 'not_known', '', []],
    ['departed', null, null, '', []],
    ['departed', null, 'illness', '', ['by']],
    ['departed', 'young_person', null, '', []],
    ['departed', 'unit', 'wanted_home', '', ['code']],
    ['shortened', 'family', 'illness', '', []],
    ['shortened', null, 'illness', '', ['by']],
    ['shortened', null, null, '', ['reason']],
    ['shortened', null, null, 'x', []],
  ])('%s by %s, %s, “%s” lacks %j', (step, by, code, note, fields) => {
    expect(checkEnding(step, { by, code, note }, 'unit_staff').map(({ field }) => field)).toEqual(fields);
  });
  it('leaves the unit’s own reasons to the unit', () => {
    const said = { by: 'unit', code: 'staffing', note: '' } as const;
    expect(checkEnding('cancelled', said, 'cas_worker')).toMatchObject([{ field: 'by' }]);
    expect(checkEnding('cancelled', said, 'unit_staff')).toEqual([]);
  });
});

describe('how a stay ended', () => {
  it.each<[Partial<EndedStay>, string | undefined]>([
    [{}, 'cancelled_by_family'],
    [{ by: 'unit', code: 'staffing' }, 'cancelled_by_unit'],
    [{ by: 'council', code: null }, 'cancelled_by_council'],
    [{ by: null, code: null }, undefined],
    [{ state: 'no_show', by: null, code: null }, 'did_not_arrive'],
    [{ state: 'booked', by: null, code: null }, undefined],
    [{ state: 'completed', by: null, code: null, departedAt: at('2027-05-05T22:59:00Z') }, 'ended_early'],
    [{ state: 'completed', by: null, code: null, departedAt: at('2027-05-05T23:00:00Z') }, undefined],
  ])('%j is counted as %s', (more, kind) => {
    expect(endingOf({ ...stay, ...more })?.kind).toBe(kind);
  });
  it('is early by the dates of the unit’s clocks', () => {
    const plan = { plannedDeparture: '2027-05-06', zone: 'Europe/London' };
    expect(leftEarly(plan, at('2027-05-05T22:59:00Z'))).toBe(true);
    expect(leftEarly(plan, at('2027-05-05T23:00:00Z'))).toBe(false);
  });
  it.each<[Partial<EndedStay>, string]>([
    [{}, 'Cancelled by the family: illness. 2 days’ notice.'],
    [{ by: 'unit', code: null, endedAt: at('2027-05-03T16:00:00Z') }, 'Cancelled by the unit. No notice.'],
    [{ state: 'no_show', by: null, code: 'transport' }, 'Did not arrive: nobody could bring them.'],
    [{ state: 'no_show', by: null, code: null }, 'Did not arrive.'],
    [
      { state: 'completed', by: 'young_person', code: 'wanted_home', departedAt: at('2027-05-04T09:00:00Z') },
      'Left earlier than planned. Ended by the young person: they wanted to go home.',
    ],
    [
      { state: 'completed', by: null, code: null, departedAt: at('2027-05-04T09:00:00Z') },
      'Left earlier than planned.',
    ],
  ])('%j: %s', (more, text) => {
    expect(endingSaid(endingOf({ ...stay, ...more })!)).toBe(text);
  });
});

describe('the notice', () => {
  it.each([
    ['2027-05-01T16:00:00Z', '47 hours’ notice'],
    ['2027-05-01T15:00:00Z', '2 days’ notice'],
    ['2027-05-03T14:00:00Z', '1 hour’s notice'],
    ['2027-05-03T14:30:00Z', '30 minutes’ notice'],
    ['2027-05-03T14:59:30Z', '1 minute’s notice'],
    ['2027-05-03T15:00:00Z', 'no notice'],
    ['2027-05-04T15:00:00Z', 'no notice'],
  ])('of what was said at %s is %s', (said, notice) => {
    expect(sayNotice({ endedAt: at(said), expectedAt: at('2027-05-03T15:00:00Z') })).toBe(notice);
  });
});

describe('what a key worker is told', () => {
  it.each<[EndedBy, EndingCode, EndingCode | null, string]>([
    ['family', 'illness', 'illness', 'x'],
    ['council', 'plan_changed', 'plan_changed', 'x'],
    ['unit', 'staffing', 'staffing', ''],
    ['unit', 'building', 'building', ''],
    ['unit', 'safety', null, ''],
    ['unit', 'illness_in_house', null, ''],
    ['unit', 'emergency_bed', null, ''],
    ['unit', 'other', null, ''],
  ])('of %s: %s is %s, and the note “%s”', (by, code, told, note) => {
    expect(toldToKeyWorker({ by, code, note: 'x' })).toEqual({ by, code: told, note });
  });
});

describe('the choices of a page', () => {
  it.each(STEPS)('of %s say each reason once, as it is read back', (step) => {
    const values = choiceGroups(step).flatMap(({ items }) => items.map(({ value }) => value));
    expect(values).toEqual(choicesOf(step));
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) {
      const { by = null, code = null } = readChoice(value);
      expect(checkEnding(step, { by, code, note: 'x' }, 'manager')).toEqual([]);
    }
  });
  it('for a key worker are without the unit’s', () => {
    expect(choiceGroups('cancelled', ['unit']).map(({ legend }) => legend)).toEqual([
      'The family',
      'The council’s worker',
    ]);
  });
});
