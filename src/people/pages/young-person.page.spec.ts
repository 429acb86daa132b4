import { describe, expect, it } from '@jest/globals';
import { coWorkersPage, personRow, workerItems, youngPersonPage } from './young-person.page.js';

const person = {
  id: 'p1',
  firstName: 'Tia',
  lastName: 'Example',
  dateOfBirth: '2013-03-12',
  caseNumber: '40217',
  age: 14,
  keyWorker: { id: 'key', name: 'Dana Example' },
  coWorkers: [{ id: 'co', name: 'Cole Example' }],
  supportLevel: 'shared' as const,
  roomNeeds: ['step-free'],
  caseNumberIsProvisional: false,
  keyWorkerStandsIn: false,
  dateOfBirthIsGuess: false,
  keepsRoom: true,
};

describe('the page of a young person', () => {
  it('shows the full name, and offers the key worker only what the key worker may do', () => {
    expect(youngPersonPage(person, { id: 'key', role: 'cas_worker' })).toMatchObject({
      person: { name: 'Tia Example', dateOfBirth: '2013-03-12', caseNumber: '40217' },
      coWorkersText: 'Cole Example',
      coWorkersPath: '/young-people/p1/co-workers',
      keyWorkerPath: '',
      supportText: 'Shared',
      roomText: 'Needs: step-free. Keeps this room.',
      roomPath: '/young-people/p1/room',
    });
  });
  it('shows a co-worker what a stay asks of the house, and leaves it to others to change it', () => {
    expect(
      youngPersonPage({ ...person, roomNeeds: [], keepsRoom: false }, { id: 'co', role: 'cas_worker' }),
    ).toMatchObject({
      roomText: 'Any room.',
      roomPath: '',
    });
  });
  it('lets unit staff look at who works with them only', () => {
    expect(youngPersonPage({ ...person, coWorkers: [] }, { id: 's', role: 'unit_staff' })).toMatchObject({
      coWorkersText: 'None',
      coWorkersPath: '',
      keyWorkerPath: '',
    });
  });
});

describe('the page of co-workers', () => {
  const workers = ['key', 'co', 'new'].map((id) => ({ id, name: `${id} name`, email: `${id}@example.org` }));
  it('offers those who are not there yet', () => {
    const page = coWorkersPage(person, { id: 'm', role: 'manager' }, workers, 'new');
    expect(page.workers.map(({ value }) => value)).toEqual(['', 'new']);
    expect(page.workers[1]).toMatchObject({ text: 'new name (new@example.org)', selected: true });
    expect(page.coWorkers).toEqual([{ id: 'co', name: 'Cole Example', mayEnd: true }]);
  });
  it('lets a co-worker end only their own', () => {
    const page = coWorkersPage(
      { ...person, coWorkers: [...person.coWorkers, { id: 'x', name: 'X' }] },
      { id: 'co', role: 'cas_worker' },
      workers,
      undefined,
    );
    expect(page.mayAdd).toBe(false);
    expect(page.coWorkers.map(({ mayEnd }) => mayEnd)).toEqual([true, false]);
  });
});

describe('lists', () => {
  it('show what tells two children apart', () => {
    expect(personRow(person)).toEqual({
      path: '/young-people/p1',
      name: 'Tia Example',
      dateOfBirth: '2013-03-12',
      age: 14,
      caseNumber: '40217',
      keyWorker: 'Dana Example',
    });
  });
  it('of workers begin with nobody chosen', () => {
    expect(workerItems([], undefined)).toEqual([{ value: '', text: 'Choose a CAS worker' }]);
  });
});
