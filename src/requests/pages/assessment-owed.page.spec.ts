import { describe, expect, it } from '@jest/globals';
import { aRequestView } from '../../../test/support/request-views.js';
import type { Owner, Standing } from '../../matching/domain/standing.js';
import { askedFor, assessmentsOwed } from './assessment-owed.page.js';

const { youngPerson } = aRequestView();
const stay = { arrival: '2027-03-14', departure: '2027-03-16', youngPerson };
const missing = (move: Standing['move']): [string, Standing][] => [
  [youngPerson.id, { gap: 'out_of_date', countsUntil: '2027-03-01', says: 'Not assessed.', move }],
];
const owed = (move: Standing['move'], owner: Owner, today = '2027-03-12') =>
  assessmentsOwed([stay, { ...stay, arrival: '2027-03-20' }], new Map(missing(move)), (one) => one === owner, today);
const writes = { who: 'key_worker', owner: 'key_worker', says: 'Dana writes a new version.' } as const;

describe('for whom a stay is asked', () => {
  const asked = aRequestView({ from: '2027-04-01', to: '2027-04-09', nights: 2, offers: [] });
  it.each([
    ['from the first day on which they could come', asked, '2027-03-12', '2027-04-01'],
    ['from today, where that has passed', asked, '2027-04-03', '2027-04-03'],
  ])('is asked for %s', (_, request, today, arrival) => {
    const [one] = askedFor([request], today);
    expect(one).toMatchObject({ arrival, departure: '2027-04-09' });
    expect(one!.asked).toContain('2 nights');
  });
  it('is asked for nothing by a draft, or without a date', () => {
    expect(
      askedFor(
        [
          { ...asked, state: 'draft' },
          { ...asked, from: null },
        ],
        '2027-03-12',
      ),
    ).toEqual([]);
  });
});

describe('the assessments that somebody owes', () => {
  it('name each young person once, with the first stay and what is missing', () => {
    expect(owed(writes, 'key_worker')).toMatchObject([
      {
        arrival: '2027-03-14',
        what: 'Assess Tia Heron',
        why: 'Not assessed. Dana writes a new version.',
        isLate: false,
      },
    ]);
    expect(owed(writes, 'key_worker', '2027-03-14')[0]!.isLate).toBe(true);
  });
  it.each<[string, Standing['move'], Owner]>([
    ['it is the other’s move', writes, 'unit'],
    ['nothing is missing', null, 'key_worker'],
    ['new information is to be looked at', { who: 'unit', owner: 'unit', says: 'Look.' }, 'unit'],
  ])('name nobody where %s', (_, move, owner) => {
    expect(owed(move, owner)).toEqual([]);
  });
  it('are of whoever stands in for the key worker, whatever they are otherwise', () => {
    const asked: string[] = [];
    const isTheirs = (_: Owner, keyWorker: string) => asked.push(keyWorker) > 0;
    expect(assessmentsOwed([stay], new Map(missing(writes)), isTheirs, '2027-03-12')).toHaveLength(1);
    expect(asked).toEqual([youngPerson.keyWorker.id]);
  });
  it('ask a second person to countersign', () => {
    const second = { who: 'second_person', owner: 'unit', says: 'Somebody of the unit countersigns it.' } as const;
    expect(owed(second, 'unit')[0]!.what).toBe('Countersign the assessment of Tia Heron');
  });
});
