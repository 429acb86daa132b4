import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ABSENCES, checkAbsence, endOf } from './absence.js';

const at = (time: string) => new Date(`2027-03-12T${time}:00Z`);

describe('how an absence ended', () => {
  const departedAt = at('12:00');
  it.each([
    ['home', '10:00', [], 'back'],
    ['home', '10:00', ['10:00'], 'missing'],
    ['home', '10:00', ['09:00'], 'back'],
    ['hospital', '12:00', [], 'left'],
    ['missing', '10:00', [], 'back'],
    ['missing', '12:00', [], 'stay_ended'],
  ] as const)('%s until %s, missing from %j: %s', (kind, until, missing, ended) => {
    const absence = { kind, since: at('08:00'), until: at(until) };
    expect(endOf(absence, { departedAt, missingFrom: missing.map(at) })).toBe(ended);
  });

  it('has not come while it goes on', () => {
    const absence = { kind: 'missing', since: at('08:00'), until: null } as const;
    expect(endOf(absence, { departedAt: null, missingFrom: [] })).toBeUndefined();
  });

  it('is never that somebody came back when they were away until the stay ended', () => {
    const minutes = fc.integer({ min: 0, max: 1_439 }).map((one) => new Date(at('00:00').getTime() + one * 60_000));
    fc.assert(
      fc.property(
        fc.constantFrom(...ABSENCES),
        minutes,
        minutes,
        fc.array(minutes),
        (kind, until, left, missingFrom) => {
          const ended = endOf({ kind, since: at('00:00'), until }, { departedAt: left, missingFrom });
          if (until >= left) expect(ended).not.toBe('back');
          if (kind === 'missing') expect(['back', 'stay_ended']).toContain(ended);
          if (kind !== 'missing') expect(ended).not.toBe('stay_ended');
        },
      ),
    );
  });
});

describe('the times of an absence', () => {
  const stay = { arrivedAt: at('08:00'), departedAt: at('18:00'), now: at('20:00') };
  it.each([
    ['09:00', '10:00', []],
    ['08:00', '18:00', []],
    ['07:59', '10:00', ['since']],
    ['09:00', '18:01', ['until']],
    ['10:00', '10:00', ['until']],
    ['10:00', '09:00', ['until']],
  ])('from %s to %s in a stay from 8 to 18: wrong are %j', (since, until, wrong) => {
    const errors = checkAbsence({ since: at(since), until: at(until) }, stay);
    expect(errors.map(({ field }) => field)).toEqual(wrong);
  });
  it.each([
    ['19:00', '19:30', []],
    ['19:00', '20:01', ['until']],
    ['20:01', null, ['since']],
    ['19:00', null, []],
  ])('from %s to %s at 20:00, while they stay: wrong are %j', (since, until, wrong) => {
    const times = { since: at(since), until: until === null ? null : at(until) };
    expect(checkAbsence(times, { ...stay, departedAt: null }).map(({ field }) => field)).toEqual(wrong);
  });
});
