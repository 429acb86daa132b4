import { describe, expect, it } from '@jest/globals';
import type { Said } from './alert-phrases.js';
import { momentOf } from './conditions/moment.js';
import { sayAlert } from './say-alert.js';

const BEFORE = momentOf(new Date('2027-03-01T10:00:00Z'), 'Europe/London', '06:00');
const AFTER = momentOf(new Date('2027-08-01T10:00:00Z'), 'Europe/London', '06:00');
const FREE = { bed: 'Bed 1', arrival: '2027-03-12', departure: '2027-03-14', nights: 2, held: 'no' };
const HELD = { ...FREE, held: 'yes', heldFor: 1, heldNights: 2 };
const ASH = { ranked: 'a', places: '1' };
const NAMES = new Map([
  ['a', 'Ash Alder'],
  ['c', 'Cy Cedar'],
]);

const say = (figures: Said['figures'], ranked = NAMES, moment = BEFORE) => {
  const about = figures.held === 'yes' ? { claimId: 'c', youngPersonId: 'f', partId: 'p' } : { claimId: 'c' };
  const said = { kind: 'bed_back', unit: { id: 'u', zone: 'Europe/London' }, about, figures } as const;
  return sayAlert(said, { youngPerson: 'Faye Finch', ranked }, moment);
};

describe('a bed that came back', () => {
  it.each<[string, Said['figures'], string]>([
    ['free, nobody waits', { ...FREE, could: 0, lookedAt: 0 }, 'Nobody is on the waiting list.'],
    [
      'free, nobody could',
      { ...FREE, could: 0, lookedAt: 4 },
      'Of the first 4 on the waiting list, none could take any of these nights.',
    ],
    [
      'free, some could, of a look that named nobody',
      { ...FREE, could: 3, lookedAt: 10 },
      'Of the first 10 on the waiting list, 3 could take some of these nights.',
    ],
    [
      'free, some could',
      { ...FREE, could: 2, lookedAt: 10, ranked: 'a c', places: '1 22' },
      'Of the first 10 on the waiting list, 2 could take some of these nights: Ash Alder (1st) and Cy Cedar (22nd).',
    ],
    [
      'free, one waits',
      { ...FREE, could: 1, lookedAt: 1, ...ASH },
      'Ash Alder, the first on the waiting list, could take some of these nights.',
    ],
    [
      'free, one waits and could not',
      { ...FREE, could: 0, lookedAt: 1, ranked: '', places: '' },
      'The first on the waiting list could take none of these nights.',
    ],
    [
      'held, nobody else waits',
      { ...HELD, could: 0, lookedAt: 0 },
      'They are held for Faye Finch until a manager decides. Nobody else is on the waiting list.',
    ],
    [
      'held, nobody else could',
      { ...HELD, could: 0, lookedAt: 5 },
      'They are held for Faye Finch until a manager decides. Of the first 5 on the waiting list, none could take any of these nights if that comes to nothing.',
    ],
    [
      'held in part and for two, others could, of whom one may not be named',
      { ...HELD, heldFor: 2, heldNights: 1, could: 5, lookedAt: 10, ranked: 'a b c', places: '1 3 4' },
      '1 of them is held for Faye Finch and 1 other until a manager decides. Of the first 10 on the waiting list, 5 could take some of these nights if that comes to nothing: Ash Alder (1st), the 3rd, Cy Cedar (4th) and 2 others.',
    ],
    [
      'held, of a look that did not count the nights',
      { ...FREE, held: 'yes', could: 1, lookedAt: 1 },
      'They are held for Faye Finch until a manager decides. The first on the waiting list could take some of these nights if that comes to nothing.',
    ],
  ])('is %s', (_, figures, why) => {
    expect(say(figures).why).toBe(`2 nights of 12 to 14 March are free again. ${why}`);
  });

  it('of one night says “it”, and afterwards what was so', () => {
    const one = { ...HELD, nights: 1, heldNights: 1, could: 1, lookedAt: 1, ...ASH };
    expect(say(one).why).toContain('1 night of 12 to 14 March is free again. It is held for Faye Finch');
    expect(say(one, NAMES, AFTER).why).toContain('was free again. It was held for Faye Finch');
  });

  it('says whose move it is, and leads there', () => {
    expect(say({ ...HELD, could: 0, lookedAt: 0 })).toMatchObject({
      what: 'It is a manager’s move: sign the proposal, or take it back.',
      href: '/requests/p',
    });
    expect(say({ ...FREE, could: 0, lookedAt: 0 })).toMatchObject({
      what: 'Look at who could come, best placed first, and propose the nights.',
      href: '/units/u/who-could-come?from=2027-03-12&to=2027-03-14',
    });
  });
});
