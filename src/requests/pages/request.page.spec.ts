import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../identity/domain/actor.js';
import { REQUEST_STATES } from '../domain/states.js';
import { aRequestView, anOfferView } from '../../../test/support/request-views.js';
import { actionLinks, requestPage } from './request.page.js';

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
      stay: { id: 's-1', arrival: '2027-03-12', departure: '2027-03-14' },
    });
    expect(actionLinks(booked, staff)[0]).toEqual({
      href: '/stays/s-1/arrive',
      label: 'Record the arrival',
      main: true,
    });
    expect(labels(booked, worker)).toEqual(['Withdraw the request', 'Cancel the stay']);
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
