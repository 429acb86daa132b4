import { describe, expect, it } from '@jest/globals';
import { stepSaid, type StepToSay } from './step-said.js';

const at = (text: string) => new Date(text);
const step = {
  ...{ at: at('2027-05-01T09:00:00Z'), happenedAt: null, insteadOf: null },
  ...{ endedBy: null, code: null, expectedAt: null, planned: null },
};

describe('a step of a stay', () => {
  it.each<[Partial<StepToSay> & Pick<StepToSay, 'action'>, string]>([
    [
      { action: 'arrived', happenedAt: at('2027-05-03T14:00:00Z') },
      'Sam recorded that they arrived on Monday 3 May 2027 at 15:00',
    ],
    [
      { action: 'arrived', happenedAt: at('2027-05-03T14:00:00Z'), planned: '2027-05-03' },
      'Sam recorded that they arrived on Monday 3 May 2027 at 15:00, as planned',
    ],
    [
      { action: 'departed', happenedAt: at('2027-05-05T09:00:00Z'), planned: '2027-05-06', endedBy: 'young_person' },
      'Sam recorded that they left on Wednesday 5 May 2027 at 10:00 instead of Thursday 6 May 2027. Ended by the young person',
    ],
    [
      {
        ...{ action: 'departed', happenedAt: at('2027-05-05T09:00:00Z'), planned: '2027-05-06' },
        ...{ endedBy: 'family', code: 'illness' },
      },
      'Sam recorded that they left on Wednesday 5 May 2027 at 10:00 instead of Thursday 6 May 2027. Ended by the family: illness',
    ],
    [{ action: 'cancelled' }, 'Sam cancelled the stay'],
    [
      { action: 'cancelled', endedBy: 'family', code: 'illness', expectedAt: at('2027-05-03T15:00:00Z') },
      'Sam recorded that the family cancelled the stay, with 2 days’ notice: illness',
    ],
    [
      {
        ...{ action: 'cancelled', endedBy: 'unit', code: null },
        ...{ happenedAt: at('2027-05-03T14:00:00Z'), expectedAt: at('2027-05-03T15:00:00Z') },
      },
      'Sam recorded that the unit cancelled the stay, with 1 hour’s notice',
    ],
    [{ action: 'no_show', code: 'transport' }, 'Sam recorded that they did not arrive: nobody could bring them'],
    [
      { action: 'arrival_corrected', happenedAt: at('2027-05-03T15:30:00Z'), insteadOf: at('2027-05-03T14:00:00Z') },
      'Arrival corrected: 16:30 instead of 15:00 (Monday 3 May 2027), by Sam',
    ],
    [
      { action: 'departure_corrected', happenedAt: at('2027-05-06T09:00:00Z'), insteadOf: at('2027-05-05T09:00:00Z') },
      'Departure corrected: Thursday 6 May 2027 at 10:00 instead of Wednesday 5 May 2027 at 10:00, by Sam',
    ],
    [
      { action: 'arrival_undone', insteadOf: at('2027-05-03T14:00:00Z') },
      'Sam undid the arrival that was recorded for Monday 3 May 2027 at 15:00',
    ],
    [{ action: 'written_on' }, 'Sam wrote on somebody who should have left and is still there'],
  ])('%j: %s', (more, said) => {
    expect(stepSaid('Sam', { ...step, ...more }, 'Europe/London')).toBe(said);
  });
});
