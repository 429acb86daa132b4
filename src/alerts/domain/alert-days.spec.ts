import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from './alert-kinds.js';
import type { Said } from './alert-phrases.js';
import { momentOf } from './conditions/moment.js';
import { sayAlert } from './say-alert.js';

const UNIT = { id: 'u', zone: 'Europe/London' };
const NAMED = { youngPerson: 'Kit Kestrel' };
const at = (instant: string) => momentOf(new Date(instant), UNIT.zone, '06:00');
const WHO = { youngPersonId: 'y', requestId: 'r', partId: 'p' };
const ON_STAY = { youngPersonId: 'y', stayId: 's' };
const FRIDAY = '2027-03-12';
const STAY = { arrival: FRIDAY, departure: '2027-03-14' };

const ABOUT: Record<AlertKind, Pick<Said, 'about' | 'figures'>> = {
  arrival_incomplete: { about: ON_STAY, figures: { arrival: FRIDAY, open: 1, items: 'care_plan', own: 0 } },
  request_late: { about: WHO, figures: { state: 'submitted', due: '2027-03-12T17:00:00.000Z' } },
  offer_about_to_lapse: { about: WHO, figures: { ...STAY, expires: '2027-07-12T16:00:00.000Z' } },
  bed_back: { about: {}, figures: { bed: 'Bed 1', ...STAY, nights: 2, could: 1, lookedAt: 1, held: 'no' } },
  group_changed: { about: ON_STAY, figures: { ...STAY, changes: 'left', count: 1, refused: 'no' } },
  new_information: { about: ON_STAY, figures: { arrival: FRIDAY, reports: 0, assessment: 'yes' } },
  waiting_would_fit: { about: WHO, figures: { ...STAY, options: 1, plan: 'no' } },
  empty_bed_soon: { about: {}, figures: { night: FRIDAY, empty: 2, available: 4, held: 1, waiting: 3 } },
  low_occupancy: {
    about: {},
    figures: { days: 7, percent: 43, below: 70, taken: 12, available: 28, held: 1, reserve: 2, waiting: 1 },
  },
  record_about_to_expire: {
    about: ON_STAY,
    figures: { record: 'assessment', expires: '2027-03-10', arrival: FRIDAY },
  },
  allocation_unused: { about: WHO, figures: { lastDay: '2027-03-31', left: 12, likely: 1 } },
  closure_meets_demand: {
    about: { closureId: 'c' },
    figures: { purpose: 'closed', beds: 4, first: FRIDAY, last: '2027-03-14', nights: 3, requests: 2 },
  },
  staff_short: {
    about: {},
    figures: { week: '2027-03-08', first: FRIDAY, last: FRIDAY, nights: 1, most: 0, high: 1 },
  },
  reserve_about_to_go: {
    about: {},
    figures: { bed: 'Bed 1', reserve: 'k', night: FRIDAY, releaseAt: '2027-03-11T10:00:00.000Z' },
  },
};

/** What is said before the day or the instant, on it and after it; undefined where it is as before. */
describe.each<[AlertKind, Record<string, [title: string | undefined, why: string | undefined]>]>([
  [
    'arrival_incomplete',
    {
      '2027-03-11T23:59:00Z': ['Kit Kestrel arrives on Friday 12 March and something is missing', undefined],
      '2027-03-12T00:00:00Z': ['Kit Kestrel arrives today (Friday 12 March) and something is missing', undefined],
      '2027-03-13T02:00:00Z': ['Kit Kestrel was to arrive on Friday 12 March and something is missing', undefined],
    },
  ],
  [
    'request_late',
    {
      '2027-03-12T16:59:00Z': [
        'A request for Kit Kestrel needs an answer soon',
        'Nobody of the unit has looked at it yet. It is due by Friday 12 March 2027 at 17:00.',
      ],
      '2027-03-12T17:00:00Z': [
        'A request for Kit Kestrel is late',
        'Nobody of the unit has looked at it yet. It was due by Friday 12 March 2027 at 17:00.',
      ],
    },
  ],
  [
    'offer_about_to_lapse',
    {
      '2027-07-12T15:59:00Z': ['An offer for Kit Kestrel runs out soon', undefined],
      '2027-07-12T16:00:00Z': [
        'An offer for Kit Kestrel has run out',
        'Nights of 12 to 14 March were held for the family until Monday 12 July 2027 at 17:00.',
      ],
    },
  ],
  [
    'bed_back',
    {
      '2027-03-13T20:00:00Z': [
        undefined,
        '2 nights of 12 to 14 March are free again. The first on the waiting list could take some of these nights.',
      ],
      '2027-03-14T06:00:00Z': [
        undefined,
        '2 nights of 12 to 14 March were free again. The first on the waiting list could take some of these nights.',
      ],
    },
  ],
  [
    'group_changed',
    {
      '2027-03-12T08:00:00Z': ['Who will be there with Kit Kestrel has changed since it was decided', undefined],
      '2027-03-14T08:00:00Z': ['Who is there with Kit Kestrel has changed since it was decided', undefined],
      '2027-03-15T00:00:00Z': [
        'Who was there with Kit Kestrel has changed since it was decided',
        'Since it was decided: somebody is no longer to come. The nights were 12 to 14 March.',
      ],
    },
  ],
  [
    'new_information',
    {
      '2027-03-11T12:00:00Z': [
        undefined,
        'What is assessed of them is not as it was when it was decided. They, or somebody they would be with, have a stay that begins on Friday 12 March.',
      ],
      '2027-03-12T12:00:00Z': [
        undefined,
        'What is assessed of them is not as it was when it was decided. They, or somebody they would be with, have a stay that begins today (Friday 12 March).',
      ],
      '2027-03-13T12:00:00Z': [
        undefined,
        'What is assessed of them is not as it was when it was decided. They, or somebody they would be with, have a stay that began on Friday 12 March.',
      ],
    },
  ],
  [
    'waiting_would_fit',
    {
      '2027-03-12T12:00:00Z': ['There are nights for Kit Kestrel, who is on the waiting list', undefined],
      '2027-03-13T12:00:00Z': [
        'There were nights for Kit Kestrel, who is on the waiting list',
        'A bed was free on 12 to 14 March, within the dates asked for. The advice was “Suitable”.',
      ],
    },
  ],
  [
    'empty_bed_soon',
    {
      '2027-03-11T12:00:00Z': ['2 beds are empty on Friday 12 March', undefined],
      '2027-03-13T05:59:00Z': ['2 beds are empty tonight (Friday 12 March)', undefined],
      '2027-03-13T06:00:00Z': [
        '2 beds were empty on Friday 12 March',
        '2 of 4 beds that can be used were free that night, and 1 was held for an offer. 3 requests ask for that night and hold no bed.',
      ],
    },
  ],
  [
    'record_about_to_expire',
    {
      '2027-03-10T12:00:00Z': ['The assessment of Kit Kestrel runs out before a booked stay', undefined],
      '2027-03-11T12:00:00Z': [
        'The assessment of Kit Kestrel has run out before a booked stay',
        'It counted until Wednesday 10 March 2027, and a booked stay begins on Friday 12 March. Since then they count as not assessed.',
      ],
      '2027-03-13T12:00:00Z': [
        undefined,
        'It counted until Wednesday 10 March 2027, and a booked stay began on Friday 12 March. Since then they count as not assessed.',
      ],
    },
  ],
  [
    'allocation_unused',
    {
      '2027-03-31T12:00:00Z': ['Kit Kestrel is likely to have 1 night left when the allocation ends', undefined],
      '2027-04-01T12:00:00Z': [
        'Kit Kestrel was likely to have 1 night left when the allocation ended',
        'The allocation ended on Wednesday 31 March 2027, and 12 nights of it were neither used nor booked. At the rate so far, 1 night would have gone unused.',
      ],
    },
  ],
  [
    'closure_meets_demand',
    {
      '2027-03-15T05:00:00Z': ['A closure leaves 2 requests few dates or none', undefined],
      '2027-03-15T07:00:00Z': [
        'A closure left 2 requests few dates or none',
        'The unit was closed on 3 nights from Friday 12 March to Sunday 14 March within what they asked for. That took at least half of the dates on which they could otherwise come.',
      ],
    },
  ],
  [
    'staff_short',
    {
      '2027-03-11T12:00:00Z': [
        undefined,
        'On Friday 12 March, up to 1 more with high support is booked than the staff on duty can take.',
      ],
      '2027-03-12T12:00:00Z': [
        undefined,
        'Tonight (Friday 12 March), up to 1 more with high support is booked than the staff on duty can take.',
      ],
      '2027-03-13T12:00:00Z': [
        'More were booked than the staff could take in the week from Monday 8 March',
        'On Friday 12 March, up to 1 more with high support was booked than the staff on duty could take.',
      ],
    },
  ],
  [
    'reserve_about_to_go',
    {
      '2027-03-11T09:59:00Z': [
        'Bed 1 is kept for emergencies on Friday 12 March and is free for anybody soon',
        undefined,
      ],
      '2027-03-11T10:00:00Z': [
        'Bed 1 was kept for emergencies on Friday 12 March and is free for anybody',
        'It was kept until Thursday 11 March 2027 at 10:00.',
      ],
    },
  ],
])('%s as time goes on', (kind, said) => {
  it.each(Object.entries(said))('at %s', (instant, [title, why]) => {
    const text = sayAlert({ kind, unit: UNIT, ...ABOUT[kind] }, NAMED, at(instant));
    if (title) expect(text.title).toBe(title);
    if (why) expect(text.why).toBe(why);
  });
});

describe('an alert that is over', () => {
  it('says of days ahead what was so then', () => {
    const said = { kind: 'low_occupancy', unit: UNIT, ...ABOUT.low_occupancy, isOver: true } as const;
    expect(sayAlert(said, {}, at('2027-08-01T10:00:00Z'))).toMatchObject({
      title: 'Only 43% of the 7 days ahead was booked',
      why: '12 of 28 bed nights that can be used were taken by stays, below the 70% that was set. Counted apart: 1 held for offers, 2 kept for emergencies. 1 request asked for those nights and held no bed.',
    });
  });

  it('of a record that runs out within a stay does not say that it does so before', () => {
    const figures = { record: 'assessment', expires: '2027-03-13', arrival: '2027-03-12' };
    const said = { kind: 'record_about_to_expire', unit: UNIT, about: { youngPersonId: 'y' }, figures } as const;
    expect(sayAlert(said, NAMED, at('2027-03-01T10:00:00Z')).title).toBe(
      'The assessment of Kit Kestrel runs out before a booked stay is over',
    );
  });
});
