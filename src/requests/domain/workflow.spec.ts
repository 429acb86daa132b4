import { describe, expect, it } from '@jest/globals';
import { nextAction } from './next-action.js';
import { OPEN_STATES, PART_STATES, REQUEST_STATES, STATE_TEXT, type RequestState } from './states.js';
import { TRANSITIONS } from './transitions.js';
import { actionsFor, availability, mayTake } from './workflow.js';

describe('the table of transitions', () => {
  it('leads from every open state somewhere, and every state but the first has a way in', () => {
    for (const state of OPEN_STATES)
      expect(TRANSITIONS.some((row) => row.from.includes(state) && row.to !== state)).toBe(true);
    for (const state of PART_STATES.filter((one) => one !== 'draft'))
      expect(TRANSITIONS.some((row) => row.to === state)).toBe(true);
  });
  it('has one row an action, and a text for every state', () => {
    expect(new Set(TRANSITIONS.map((row) => row.action)).size).toBe(TRANSITIONS.length);
    expect(REQUEST_STATES.every((state) => STATE_TEXT[state].length > 0)).toBe(true);
  });
  it('gives the administrator nothing to do with a child', () => {
    for (const state of REQUEST_STATES) expect(actionsFor(state, 'administrator')).toEqual([]);
  });
  it('lets only a manager sign or decline, always with reasons', () => {
    for (const action of ['sign', 'decline'] as const) {
      expect(TRANSITIONS.find((row) => row.action === action)).toMatchObject({ who: ['manager'], needs: 'reasons' });
    }
  });
});

describe('availability', () => {
  it.each([
    ['sign', 'in_review', 'manager', 'Being looked at'],
    ['accept', 'proposed', 'cas_worker', 'Waiting for signature'],
    ['accept', 'booked', 'cas_worker', 'Booked'],
    ['propose', 'booked', 'unit_staff', 'Booked'],
  ] as const)('%s is not possible while %s, and says so', (action, state, role, text) => {
    const answer = availability(action, state as RequestState, role);
    expect(answer).toMatchObject({ available: false, why: expect.stringContaining(text) });
  });
  it('says for whom an action is', () => {
    expect(availability('sign', 'proposed', 'unit_staff')).toMatchObject({
      available: false,
      why: expect.stringContaining('for a manager'),
    });
  });
  it('is available where the row says so', () => {
    expect(availability('propose', 'submitted', 'unit_staff')).toMatchObject({ available: true });
  });
});

describe('who may take an action on a request', () => {
  const unit = { id: 'unit', name: 'Unit' };
  const person = (
    role: 'manager' | 'unit_staff' | 'cas_worker',
    capacity: 'registered_manager' | 'delegate' | 'watcher' | 'staff' | 'referrer',
  ) => ({
    id: capacity,
    role,
    units: [{ ...unit, capacity }],
  });
  const on = (state: RequestState, askedBy = 'somebody') => ({ state, unit, askedBy: { id: askedBy } });

  it.each([
    ['sign', 'proposed', person('manager', 'delegate'), true],
    ['sign', 'proposed', person('manager', 'watcher'), false],
    ['decline', 'in_review', person('manager', 'registered_manager'), true],
    ['decline', 'in_review', person('manager', 'watcher'), false],
    ['take_back', 'proposed', person('unit_staff', 'staff'), true],
    ['take_back', 'offered', person('unit_staff', 'staff'), false],
    ['take_back', 'offered', person('manager', 'delegate'), true],
    ['confirm', 'agreed', person('manager', 'delegate'), true],
    ['confirm', 'agreed', person('manager', 'watcher'), false],
    ['confirm', 'agreed', person('unit_staff', 'staff'), false],
    ['take_back', 'agreed', person('unit_staff', 'staff'), false],
    ['take_back', 'agreed', person('manager', 'delegate'), true],
    ['decline_offer', 'agreed', person('cas_worker', 'referrer'), true],
    ['accept', 'agreed', person('cas_worker', 'referrer'), false],
    ['extend_offer', 'agreed', person('manager', 'delegate'), false],
    ['propose', 'agreed', person('unit_staff', 'staff'), false],
    ['withdraw', 'agreed', person('cas_worker', 'referrer'), true],
    ['withdraw', 'submitted', person('unit_staff', 'staff'), false],
  ] as const)('%s while %s, case %#', (action, state, actor, may) => {
    expect(mayTake(action, on(state), actor).available).toBe(may);
  });
  it.each([
    ['sign', ['offered'], person('manager', 'delegate'), false],
    ['sign', ['offered', 'proposed'], person('manager', 'delegate'), true],
    ['take_back', ['offered'], person('unit_staff', 'staff'), false],
    ['take_back', ['offered', 'proposed'], person('unit_staff', 'staff'), true],
    ['extend_offer', ['offered', 'proposed'], person('unit_staff', 'staff'), true],
  ] as const)('%s while offered with options that are %p', (action, states, actor, may) => {
    const offers = states.map((state) => ({ state }));
    expect(mayTake(action, { ...on('offered'), offers }, actor).available).toBe(may);
  });
  it.each([
    ['take_back', 'proposed', person('unit_staff', 'staff'), true],
    ['take_back', 'offered', person('unit_staff', 'staff'), false],
    ['extend_offer', 'proposed', person('unit_staff', 'staff'), false],
    ['accept', 'proposed', person('manager', 'delegate'), false],
    ['accept', 'offered', person('manager', 'watcher'), false],
    ['accept', 'offered', person('manager', 'delegate'), true],
    ['sign', 'offered', person('manager', 'delegate'), false],
    ['sign', 'proposed', person('manager', 'delegate'), true],
  ] as const)('%s of the option that is %s, beside another: case %#', (action, state, actor, may) => {
    const offers = [{ state: 'offered' as const }, { state: 'proposed' as const }];
    expect(mayTake(action, { ...on('offered'), offers }, actor, { state }).available).toBe(may);
  });
  it.each([
    ['withdrawn', '2027-03-12', false, 'somebody', person('manager', 'watcher'), false],
    ['withdrawn', '2027-03-12', false, 'staff', person('unit_staff', 'staff'), true],
    ['withdrawn', '2027-03-12', false, 'somebody', person('unit_staff', 'staff'), false],
    ['withdrawn', '2027-03-12', true, 'staff', person('unit_staff', 'staff'), false],
    ['withdrawn', null, false, 'staff', person('unit_staff', 'staff'), false],
    ['declined', '2027-03-12', false, 'staff', person('unit_staff', 'staff'), false],
  ] as const)('a break of a series is put back by who may leave it out: case %#', (...given) => {
    const [state, occurrence, standsForAll, askedBy, actor, may] = given;
    const one = { ...on(state, askedBy), occurrence, standsForAll };
    expect(mayTake('reopen', one, actor).available).toBe(may);
  });
  it.each([
    ['family', 'somebody', person('cas_worker', 'referrer'), true],
    ['family', 'somebody', person('manager', 'watcher'), false],
    ['family', 'somebody', person('unit_staff', 'staff'), false],
    ['family', 'staff', person('unit_staff', 'staff'), true],
    ['council', 'somebody', person('cas_worker', 'referrer'), true],
    ['unit', 'somebody', person('cas_worker', 'referrer'), false],
    ['unit', 'somebody', person('unit_staff', 'staff'), true],
    ['unit', 'somebody', person('manager', 'delegate'), true],
  ] as const)('a break whose stay the %s called off is put back by whose it was: case %#', (...given) => {
    const [calledOffBy, askedBy, actor, may] = given;
    const one = { ...on('cancelled', askedBy), occurrence: '2027-03-12', standsForAll: false, calledOffBy };
    expect(mayTake('reopen', one, actor).available).toBe(may);
    expect(mayTake('reopen', { ...one, isOver: true }, actor).available).toBe(false);
    expect(mayTake('reopen', { ...one, occurrence: null }, actor).available).toBe(false);
  });
  it('unit staff withdraw what they asked for', () => {
    expect(mayTake('withdraw', on('submitted', 'staff'), person('unit_staff', 'staff')).available).toBe(true);
  });
});

describe('the next action', () => {
  const now = new Date('2027-03-12T18:30:00Z');
  it('says by how much it is late, once it is', () => {
    const due = (time: string) => nextAction('in_review', new Date(`2027-03-12T${time}:00Z`), now)?.lateMinutes;
    expect([due('17:00'), due('18:29'), due('18:30'), due('19:00')]).toEqual([90, 1, null, null]);
  });
  it('exists for every state in which somebody owes a step, and for no ended one', () => {
    for (const state of [...OPEN_STATES, 'booked', 'in_residence'] as RequestState[])
      expect(nextAction(state, null, now)).toBeDefined();
    for (const state of ['declined', 'withdrawn', 'completed', 'no_show', 'cancelled'] as RequestState[])
      expect(nextAction(state, null, now)).toBeUndefined();
  });
  it('belongs to somebody who has an action in that state', () => {
    for (const state of OPEN_STATES) {
      const owner = nextAction(state, null, now)!.owner;
      expect(actionsFor(state, owner).length).toBeGreaterThan(0);
    }
  });
});
