import { describe, expect, it } from '@jest/globals';
import { BESIDE, BESIDE_ROWS, mayBeside } from './beside.js';
import { REQUEST_STATES, type RequestState } from './states.js';
import { TRANSITIONS } from './transitions.js';
import { mayTake, type ActedOn } from './workflow.js';

const on = (given: Partial<ActedOn> = {}): ActedOn => ({
  ...{ state: 'submitted' as RequestState, unit: { id: 'u' }, askedBy: { id: 'k' }, coWorkers: [{ id: 'sam' }] },
  ...given,
});
const worker = (id: string) => ({ id, role: 'cas_worker' as const, units: [] });
const of = (role: 'unit_staff' | 'manager', capacity: 'staff' | 'registered_manager' | 'watcher') => ({
  ...{ id: capacity, role, units: [{ id: 'u', name: 'Unit', capacity }] },
});

describe('what is done beside the workflow', () => {
  it('has a row each, and nothing for an administrator', () => {
    expect(Object.keys(BESIDE_ROWS)).toEqual([...BESIDE]);
    for (const action of BESIDE)
      for (const state of REQUEST_STATES)
        expect(mayBeside(action, on({ state }), { id: 'a', role: 'administrator', units: [] }).may).toBe(false);
  });
  it('is for those who work with the young person, the manager and whoever asked', () => {
    expect(mayBeside('name_co_worker', on(), worker('k')).may).toBe(true);
    expect(mayBeside('name_co_worker', on(), of('manager', 'registered_manager')).may).toBe(true);
    expect(mayBeside('name_co_worker', on(), of('manager', 'watcher')).may).toBe(false);
    expect(mayBeside('name_co_worker', on(), of('unit_staff', 'staff')).may).toBe(false);
    expect(mayBeside('name_co_worker', on({ askedBy: { id: 'staff' } }), of('unit_staff', 'staff')).may).toBe(true);
    expect(mayBeside('add_note', on(), of('unit_staff', 'staff')).may).toBe(true);
  });
  it('names nobody on what has ended', () => {
    expect(mayBeside('name_co_worker', on({ state: 'withdrawn' }), worker('k'))).toMatchObject({ refusal: 'not_now' });
    expect(mayBeside('add_note', on({ state: 'withdrawn' }), worker('k')).may).toBe(true);
  });
});

describe('who works on a request jointly', () => {
  const theirs = on({ jointly: true });
  it('adds notes where they, or those for whom they stand in, are named, and nowhere else', () => {
    expect(mayBeside('add_note', theirs, worker('sam')).may).toBe(true);
    const deputy = { ...worker('deputy'), standsInFor: [{ id: 'sam', name: 'Sam', lastDay: '2027-03-12' }] };
    expect(mayBeside('add_note', theirs, deputy).may).toBe(true);
    expect(mayBeside('add_note', theirs, worker('other')).may).toBe(false);
    expect(mayBeside('name_co_worker', theirs, worker('sam')).may).toBe(false);
    expect(mayBeside('end_co_worker', theirs, worker('sam'), 'sam').may).toBe(true);
    expect(mayBeside('end_co_worker', theirs, worker('sam'), 'other').may).toBe(false);
  });
  it('takes the steps whose row says so, and no other', () => {
    const taken = TRANSITIONS.filter(({ action, from }) =>
      from.some((state) => mayTake(action, on({ jointly: true, state }), worker('sam')).available),
    ).map(({ action }) => action);
    expect(taken).toEqual(['edit', 'give_information']);
    for (const { action, from } of TRANSITIONS)
      for (const state of from)
        expect(mayTake(action, on({ jointly: true, state }), worker('other')).available).toBe(false);
  });
});
