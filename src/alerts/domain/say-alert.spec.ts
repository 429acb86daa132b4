import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, type AlertKind } from './alert-kinds.js';
import type { AlertNames, Said } from './alert-phrases.js';
import { momentOf } from './conditions/moment.js';
import { sayAlert } from './say-alert.js';

const UNIT = { id: 'u', zone: 'Europe/London' };
const at = (instant: string) => momentOf(new Date(instant), UNIT.zone, '06:00');
const BEFORE = at('2027-03-01T10:00:00Z');
const AFTER = at('2027-08-01T10:00:00Z');
const WHO = { youngPersonId: 'y', requestId: 'r', partId: 'p' };
const STAY = { arrival: '2027-03-12', departure: '2027-03-14' };

/** One of each kind, and more where a kind says different things. */
const EXAMPLES: Record<AlertKind, (Pick<Said, 'about' | 'figures'> & { names?: AlertNames })[]> = {
  arrival_incomplete: [
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { arrival: '2027-03-12', open: 3, items: 'care_plan contact', own: 1 },
    },
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { arrival: '2027-03-12', open: 1, items: 'care_plan', own: 0 },
    },
  ],
  request_late: [
    'submitted',
    'in_review',
    'more_information_needed',
    'proposed',
    'agreed',
    'offer_lapsed',
    'waitlisted',
  ].flatMap((state) =>
    ['yes', 'no'].map((late) => ({ about: WHO, figures: { state, due: '2027-03-12T17:00:00.000Z', late } })),
  ),
  offer_about_to_lapse: [
    { about: { ...WHO, offerId: 'o' }, figures: { ...STAY, expires: '2027-07-12T16:00:00.000Z' } },
  ],
  bed_back: [
    { about: { claimId: 'c' }, figures: { bed: 'Bed 1', ...STAY, nights: 2, could: 3, lookedAt: 10, held: 'no' } },
    {
      about: { claimId: 'c' },
      figures: { bed: 'Bed 1', ...STAY, departure: '2027-05-01', nights: 1, could: 0, lookedAt: 0, held: 'no' },
    },
    {
      about: { ...WHO, claimId: 'c' },
      figures: {
        ...{ bed: 'Bed 1', ...STAY, nights: 2, could: 5, lookedAt: 10, held: 'yes', heldFor: 2, heldNights: 1 },
        ...{ ranked: 'a b', places: '1 3' },
      },
      names: { ranked: new Map([['a', 'Ash Alder']]) },
    },
  ],
  group_changed: [
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { ...STAY, changes: 'came guide', count: 2, refused: 'no' },
    },
    { about: { youngPersonId: 'y', offerId: 'o' }, figures: { ...STAY, changes: 'left', count: 1, refused: 'no' } },
    { about: { youngPersonId: 'y', stayId: 's' }, figures: { ...STAY, changes: '', count: 0, refused: 'yes' } },
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { ...STAY, changes: 'came_held left_held', count: 2, refused: 'no' },
    },
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { ...STAY, changes: 'came_held left', count: 2, refused: 'no' },
    },
  ],
  new_information: [
    { about: { youngPersonId: 'y', stayId: 's' }, figures: { arrival: '2027-03-12', reports: 2, assessment: 'no' } },
    { about: { youngPersonId: 'y' }, figures: { arrival: '2027-03-12', reports: 0, assessment: 'yes' } },
  ],
  waiting_would_fit: [
    { about: WHO, figures: { ...STAY, options: 1, plan: 'no' } },
    { about: WHO, figures: { ...STAY, options: 3, plan: 'yes' } },
  ],
  empty_bed_soon: [
    { about: {}, figures: { night: '2027-03-12', empty: 1, available: 4, held: 0, waiting: 0 } },
    { about: {}, figures: { night: '2027-03-12', empty: 2, available: 4, held: 1, waiting: 3 } },
  ],
  low_occupancy: [
    {
      about: {},
      figures: {
        days: 7,
        percent: 43,
        below: 70,
        taken: 12,
        available: 28,
        held: 1,
        reserve: 2,
        empty: 13,
        waiting: 1,
      },
    },
  ],
  record_about_to_expire: ['yes', 'no'].flatMap((expired) => [
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { record: 'assessment', expires: '2027-03-10', arrival: '2027-03-12', expired },
    },
    {
      about: { youngPersonId: 'y', stayId: 's' },
      figures: { record: 'care_plan', expires: '2027-03-10', arrival: '2027-03-12', expired },
    },
    {
      about: { pairDecisionId: 'd' },
      figures: { record: 'pair', expires: '2027-03-10', arrival: '2027-03-12', expired },
      names: { pair: ['Kit Kestrel', 'Tia Tern'] },
    },
  ]),
  allocation_unused: [{ about: { youngPersonId: 'y' }, figures: { lastDay: '2027-03-31', left: 12, likely: 1 } }],
  closure_meets_demand: [
    {
      about: { closureId: 'c' },
      figures: { purpose: 'closed', beds: 4, first: '2027-03-12', last: '2027-03-14', nights: 3, requests: 2, none: 1 },
    },
    {
      about: { closureId: 'c' },
      figures: {
        purpose: 'out_of_service',
        beds: 1,
        first: '2027-03-12',
        last: '2027-03-12',
        nights: 1,
        requests: 1,
        none: 1,
      },
    },
    {
      about: { closureId: 'c' },
      figures: {
        purpose: 'out_of_service',
        beds: 2,
        first: '2027-03-12',
        last: '2027-03-14',
        nights: 3,
        requests: 3,
        none: 3,
      },
    },
    {
      about: { closureId: 'c' },
      figures: { purpose: 'closed', beds: 4, first: '2027-03-12', last: '2027-03-14', nights: 3, requests: 1, none: 0 },
    },
  ],
  staff_short: [
    {
      about: {},
      figures: { week: '2027-03-08', first: '2027-03-12', last: '2027-03-13', nights: 2, most: 1, high: 0 },
    },
    {
      about: {},
      figures: { week: '2027-03-08', first: '2027-03-12', last: '2027-03-12', nights: 1, most: 0, high: 1 },
    },
  ],
  reserve_about_to_go: [
    {
      about: { claimId: 'c' },
      figures: { bed: 'Bed 1', reserve: 'k', night: '2027-03-12', releaseAt: '2027-03-11T10:00:00.000Z' },
    },
  ],
};

const ALL = ALERT_KINDS.flatMap((kind) =>
  EXAMPLES[kind].map((one, at) => [`${kind} ${at + 1}`, { kind, unit: UNIT, ...one }] as const),
);
const NAMED = { youngPerson: 'Kit Kestrel' };

const WHEN = [
  ['before', BEFORE],
  ['on the day', at('2027-03-12T10:00:00Z')],
  ['after', AFTER],
] as const;

describe.each(ALL.flatMap(([name, said]) => WHEN.map(([when, moment]) => [`${name} ${when}`, said, moment] as const)))(
  '%s',
  (_, { names, ...said }, moment) => {
    const text = sayAlert(said, { ...NAMED, ...names }, moment);
    const nameless = sayAlert(said, {}, moment);

    it('is in whole sentences, and leads to a page', () => {
      for (const one of [text, nameless]) {
        expect(one.title).toMatch(/^[A-Z0-9][^.]+$/);
        for (const sentence of [one.why, one.what]) expect(sentence).toMatch(/^[A-Z0-9].+\.$/);
        expect(`${one.title} ${one.why} ${one.what}`).not.toMatch(
          /undefined|null|NaN|Invalid|\s{2}|\d{4}-\d{2}-\d{2}|_|\s[.,]/,
        );
        expect(one.href).toMatch(/^\/[a-z-]+(\/|\?)/);
        expect(one.href).not.toMatch(/undefined|null/);
        expect(one.linkText).toMatch(/^[A-Z]/);
      }
    });

    it('uses none of our own words, and says nothing of what safety costs', () => {
      const words = Object.values(nameless).join(' ');
      expect(words).not.toMatch(/pair|verdict|rule set|candidate|blocked|veto|cost|claim|lapse|no.show|in residence/i);
    });

    it('reads the same without the name', () => {
      expect(nameless.title).toBe(
        text.title
          .replace('Kit Kestrel and Tia Tern', 'two young people')
          .replace(/^Kit Kestrel/, 'A young person')
          .replace('Kit Kestrel', 'a young person'),
      );
      expect(Object.values(nameless).join(' ')).not.toMatch(/Kestrel|Alder/);
      expect(nameless.href).toBe(text.href);
    });
  },
);

describe('what is said', () => {
  const say = (kind: AlertKind, place: number) => {
    const { names, ...said } = EXAMPLES[kind][place]!;
    return sayAlert({ kind, unit: UNIT, ...said }, { ...NAMED, ...names }, BEFORE);
  };

  it.each([
    [
      'arrival_incomplete',
      0,
      '3 things on the checklist are open: care plan, somebody who can be reached and 1 of the unit’s own.',
    ],
    ['arrival_incomplete', 1, '1 thing on the checklist is open: care plan.'],
    ['request_late', 1, 'Nobody of the unit has looked at it yet. It is due by Friday 12 March 2027 at 17:00.'],
    [
      'offer_about_to_lapse',
      0,
      'Nights of 12 to 14 March are held for the family until Monday 12 July 2027 at 17:00, and nobody has recorded an answer.',
    ],
    [
      'group_changed',
      0,
      'Since it was decided: somebody else is booked and the matching guide is another. The nights are 12 to 14 March.',
    ],
    ['group_changed', 1, 'Since it was decided: somebody is no longer to come. The nights are 12 to 14 March.'],
    [
      'group_changed',
      3,
      'Since it was decided: a bed is held for somebody else and a bed is no longer held for somebody. The nights are 12 to 14 March.',
    ],
    [
      'empty_bed_soon',
      1,
      '2 of 4 beds that can be used are free that night, and 1 is held for an offer. 3 requests ask for that night and hold no bed.',
    ],
    [
      'closure_meets_demand',
      0,
      'The unit is closed on 3 nights from Friday 12 March to Sunday 14 March within what they asked for. That takes at least half of the dates on which they could otherwise come, and leaves 1 of them no date.',
    ],
    [
      'closure_meets_demand',
      1,
      'A room is unavailable on the night of Friday 12 March within what they asked for. That takes at least half of the dates on which they could otherwise come, and leaves them no date.',
    ],
    [
      'closure_meets_demand',
      2,
      'Rooms are unavailable on 3 nights from Friday 12 March to Sunday 14 March within what they asked for. That takes at least half of the dates on which they could otherwise come, and leaves them no date.',
    ],
    [
      'closure_meets_demand',
      3,
      'The unit is closed on 3 nights from Friday 12 March to Sunday 14 March within what they asked for. That takes at least half of the dates on which they could otherwise come.',
    ],
    ['staff_short', 1, 'On Friday 12 March, up to 1 more with high support is booked than the staff on duty can take.'],
  ] as const)('of %s (%i) is why', (kind, at, why) => {
    expect(say(kind, at).why).toBe(why);
  });

  it.each([
    ['bed_back', 0, '/units/u/who-could-come?from=2027-03-12&to=2027-03-14'],
    ['bed_back', 1, '/units/u/who-could-come?from=2027-03-12&to=2027-03-26'],
    ['bed_back', 2, '/requests/p'],
    ['empty_bed_soon', 0, '/units/u/who-could-come?from=2027-03-12&to=2027-03-13'],
    ['group_changed', 1, '/offers/o/look-again'],
    ['record_about_to_expire', 2, '/matching-decisions/d'],
  ] as const)('of %s (%i) leads to %s', (kind, at, href) => {
    expect(say(kind, at).href).toBe(href);
  });

  it.each([
    [0, 'Who will be there with Kit Kestrel has changed since it was decided'],
    [3, 'Who may be there with Kit Kestrel has changed since it was decided'],
    [4, 'Who will be there with Kit Kestrel has changed since it was decided'],
  ])('of a group (%i) is called so', (at, title) => {
    expect(say('group_changed', at).title).toBe(title);
  });

  it.each(ALERT_KINDS)('of %s is whole even where its figures are missing', (kind) => {
    for (const about of [{}, { stayId: 's' }, { partId: 'p' }]) {
      const { title, why, what, href } = sayAlert({ kind, unit: UNIT, about, figures: {} }, NAMED, BEFORE);
      expect(`${title} ${why} ${what} ${href}`).not.toMatch(/undefined|null|NaN|Invalid/);
    }
  });
});
