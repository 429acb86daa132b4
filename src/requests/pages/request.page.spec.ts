import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../identity/domain/actor.js';
import { nextAction } from '../domain/next-action.js';
import { REQUEST_STATES } from '../domain/states.js';
import { aRequestView, anOfferView } from '../../../test/support/request-views.js';
import { actionLinks } from './action-links.js';
import { requestPage } from './request.page.js';

const now = new Date('2027-03-04T09:00:00Z');
const me = (role: Actor['role'], capacity: Actor['units'][number]['capacity']) => ({
  id: 'me',
  role,
  units: [{ id: 'u-1', name: 'Seaview House', capacity }],
});
const worker = me('cas_worker', 'referrer');
const staff = me('unit_staff', 'staff');
const manager = me('manager', 'registered_manager');
const labels = (request: Parameters<typeof actionLinks>[0], actor: typeof worker) =>
  actionLinks(request, actor).map(({ label }) => label);

describe('what can be done with a request', () => {
  it('a key worker submits or changes a draft', () => {
    const draft = aRequestView({ state: 'draft' });
    expect(actionLinks(draft, worker)).toEqual([
      { href: '/requests/r-1/check', label: 'Submit the request', main: true },
      { href: '/requests/r-1/withdraw', label: 'Withdraw the request', main: false },
    ]);
  });
  it('unit staff propose, and cannot decline', () => {
    expect(labels(aRequestView(), staff)).toEqual([
      ...['Propose nights', 'Take it up', 'Ask for more information', 'Put on the waiting list'],
    ]);
  });
  it('only who may sign at the unit signs', () => {
    const proposed = aRequestView({ state: 'proposed', offer: anOfferView() });
    expect(labels(proposed, manager)[0]).toBe('Sign the proposal');
    expect(labels(proposed, me('manager', 'watcher'))).not.toContain('Sign the proposal');
    expect(labels(proposed, staff)).toEqual(['Hold another option', 'Take the nights back']);
  });
  it('of several options one page signs and one answers, and each is taken back and extended by itself', () => {
    const offers = [
      anOfferView({ id: 'o-1', state: 'offered' }),
      anOfferView({ id: 'o-2' }),
      anOfferView({ id: 'o-3' }),
    ];
    const several = aRequestView({ state: 'offered', offers });
    expect(labels(several, manager)).toEqual([
      ...['Sign what is proposed', 'Record the family’s answer', 'Hold another option', 'Withdraw the request'],
    ]);
    expect(actionLinks(several, manager)[0]!.href).toBe('/offers/o-2/sign');
    expect(actionLinks(several, manager)[1]!.href).toBe('/offers/o-1/answer');
    const beside = (actor: typeof worker) =>
      requestPage(several, [], actor, now).offers.map(({ actions }) => actions.map(({ href }) => href));
    expect(beside(manager)).toEqual([
      ['/offers/o-1/return', '/offers/o-1/extend'],
      ['/offers/o-2/return'],
      ['/offers/o-3/return'],
    ]);
    expect(beside(staff)).toEqual([['/offers/o-1/extend'], ['/offers/o-2/return'], ['/offers/o-3/return']]);
    expect(beside(worker)).toEqual([[], [], []]);
  });
  it('the family’s answer is one page, whichever it is', () => {
    const offered = aRequestView({ state: 'offered', offer: anOfferView({ state: 'offered' }) });
    expect(labels(offered, worker)).toEqual(['Record the family’s answer', 'Withdraw the request']);
  });
  it('a booked stay is arrived at by the unit and cancelled by whoever hears of it', () => {
    const booked = aRequestView({
      state: 'booked',
      stay: { id: 's-1', arrival: '2027-03-12', departure: '2027-03-14', isRefused: false },
    });
    expect(actionLinks(booked, staff)[0]).toEqual({
      href: '/stays/s-1/arrive',
      label: 'Record the arrival',
      main: true,
    });
    expect(labels(booked, worker)).toEqual(['Withdraw the request', 'Cancel the stay']);
  });
  it('a booked stay that was decided against is looked at again first, and can still be arrived at', () => {
    const stay = { id: 's-1', arrival: '2027-03-12', departure: '2027-03-14', isRefused: true };
    const refused = aRequestView({ state: 'booked', stay });
    expect(actionLinks(refused, staff).slice(0, 2)).toEqual([
      { href: '/stays/s-1/look-again', label: 'Look at the decision again', main: true },
      { href: '/stays/s-1/arrive', label: 'Record the arrival', main: false },
    ]);
    expect(labels(refused, worker)).toEqual(['Withdraw the request', 'Cancel the stay']);
  });
  it('never leads to a page of an offer that is not there', () => {
    for (const state of REQUEST_STATES) {
      for (const actor of [worker, staff, manager]) {
        for (const { href } of actionLinks(aRequestView({ state }), actor)) expect(href).not.toContain('null');
      }
    }
  });
});

it('says whose move it is, and whether it is mine', () => {
  const page = requestPage(aRequestView(), [], staff, now);
  expect(page.next).toMatchObject({
    text: 'Unit staff: look at the options and propose nights',
    mine: true,
    due: null,
  });
  expect(requestPage(aRequestView(), [], worker, now).next?.mine).toBe(false);
});

it('calls a signature the move of nobody who may not sign', () => {
  for (const state of ['proposed', 'agreed'] as const) {
    const request = aRequestView({ state, offer: anOfferView({ state }), nextAction: nextAction(state, null, now)! });
    expect(requestPage(request, [], manager, now).next?.mine).toBe(true);
    expect(requestPage(request, [], me('manager', 'watcher'), now).next?.mine).toBe(false);
  }
});

it('calls what is held beside a yes that is kept by what it waits for', () => {
  const offers = [anOfferView({ state: 'agreed' }), anOfferView({ id: 'o-2', state: 'offered' })];
  const page = requestPage(aRequestView({ state: 'agreed', offers }), [], worker, now);
  expect(page.offers.map(({ called }) => called)).toEqual(['The family says yes', 'Kept beside it']);
});

it('of a co-worker it is never the move: the key worker owes it', () => {
  const draft = aRequestView({ state: 'draft', jointly: true, nextAction: nextAction('draft', null, now)! });
  expect(requestPage(draft, [], worker, now).next?.mine).toBe(false);
  expect(requestPage({ ...draft, jointly: false }, [], worker, now).next?.mine).toBe(true);
});

it('of several breaks what is next leads to the most pressing one', () => {
  const { youngPerson, nextAction: next } = aRequestView();
  const part = (id: string, position: number) => ({
    ...{ id, position, youngPerson, submittedAt: now, state: 'submitted' as const, nextAction: next, isOver: false },
    ...{
      nights: 2,
      from: '2027-03-12',
      to: '2027-03-27',
      windows: [],
      occurrence: null,
      wishedArrival: null,
      aims: [],
      wishes: '',
      offer: null,
      offers: [],
      stay: null,
      calledOffBy: null,
    },
  });
  const entire = aRequestView({ standsForAll: true, partId: 'p-2', parts: [part('p-1', 1), part('p-2', 2)] });
  expect(actionLinks(entire, staff)[0]).toEqual({
    ...{ href: '/requests/p-2/options', label: 'Propose nights: Break 2 of 2', main: true },
  });
  expect(actionLinks(entire, worker).map(({ label }) => label)).toEqual(['Withdraw the request']);
});

it('says of each step that cannot be taken why', () => {
  const { notNow } = requestPage(aRequestView(), [], staff, now);
  const why = (label: string) => notNow.find(({ labels: some }) => some.includes(label))?.why;
  expect(why('Sign the proposal')).toMatch(/^This request is now “Submitted”\. .* possible only while/);
  expect(why('Decline the request')).toBe(
    '“Decline the request” is not one of your tasks. It is for a manager. Ask them to do it.',
  );
  expect(why('Propose nights')).toBeUndefined();
  for (const [request, actor] of [
    [aRequestView({ jointly: true }), worker],
    [aRequestView(), me('manager', 'watcher')],
  ] as const)
    expect(requestPage(request, [], actor, now).notNow).toHaveLength(1);
});

it('offers nobody whose stay is over to be expected after all', () => {
  const cancelled = aRequestView({
    state: 'cancelled',
    stay: { id: 's-1', arrival: '2027-03-01', departure: '2027-03-03', isRefused: false },
  });
  const offered = (isToCome: boolean) =>
    actionLinks(cancelled, staff, { hasBegun: true, isToCome }).map(({ label }) => label);
  expect(offered(true)).toContain('They are expected after all');
  expect(offered(false)).not.toContain('They are expected after all');
});
