import type { Action } from '../../src/requests/domain/transitions.js';
import type { RequestState } from '../../src/requests/domain/states.js';
import type { Role } from '../../src/identity/domain/actor.js';
import type { builders, House, TestUser } from './builders.js';
import { aKeptYes } from './a-kept-yes.js';
import { seenNow } from './signing.js';
import type { TestApp } from './test-app.js';

type Make = ReturnType<typeof builders>;

/** A request that stands in a state: what its addresses are made of. */
export interface Standing {
  request: string;
  /** The newest offer, where it has had one. */
  offer?: string;
  stay?: string;
  /** What is shown of an offer to which the family said yes, to whoever decides on it again. */
  seenGroup?: string;
  arrival: string;
  departure: string;
}

/** Over which address an action goes, and what it wants; those of the clock go over none. */
export interface Call {
  of: 'request' | 'offer';
  path: string;
  method?: 'post' | 'patch';
  body(at: Standing): object;
  /** The page that asks, where it has one of its own. */
  page: string;
}

const reasons = { reasons: 'A reason' };
const answered = { answeredBy: 'Their mother', how: 'telephone' };
const nights = ({ arrival, departure }: Standing) => ({ arrival, departure });
const plain = (path: string, body: object = reasons): Call => ({ of: 'request', path, page: path, body: () => body });
const onOffer = (path: string, body: object, page = path): Call => ({ of: 'offer', path, page, body: () => body });

type OfTheService = 'lapse' | 'lapse_unsigned' | 'lapse_undecided' | 'free_option' | 'keep_yes' | 'take_place';

/** Every action that a person can take. An action of the table that is not here fails the test. */
export const CALLS: Record<Exclude<Action, OfTheService>, Call> = {
  edit: { of: 'request', path: '', method: 'patch', page: 'ask/wishes', body: () => ({ wishes: 'The cinema' }) },
  submit: { of: 'request', path: 'submit', page: 'check', body: () => ({}) },
  review: plain('review', {}),
  ask_information: plain('ask-information'),
  give_information: plain('give-information'),
  propose: { of: 'request', path: 'offers', page: 'propose?arrival=2099-01-01', body: nights },
  sign: onOffer('sign', reasons),
  take_back: onOffer('take-back', reasons, 'return'),
  extend_offer: onOffer('extend', reasons),
  accept: onOffer('accept', answered, 'answer'),
  confirm: {
    ...onOffer('confirm', {}),
    body: ({ seenGroup = 'x' }) => ({ ...reasons, decision: 'suitable', againstAdvice: 'Two on duty', seenGroup }),
  },
  decline_offer: onOffer('decline', answered, 'changed-mind'),
  answer_late: plain('answer-late'),
  waitlist: plain('waitlist'),
  decline: plain('decline', { ...reasons, code: 'other' }),
  reopen: plain('reopen'),
  withdraw: plain('withdraw'),
};

/** What is given with a step of a stay, by its path. */
export const STEP_GIVEN: Record<string, object> = {
  arrive: { certain: true },
  'no-show': { reason: 'A reason' },
  cancel: { reason: 'A reason' },
  'correct-ending': { by: 'family', code: 'illness', reason: 'A reason' },
  'undo-arrival': { reason: 'A reason' },
  'undo-departure': { reason: 'A reason' },
  'undo-ending': { reason: 'A reason' },
};

/** Where the call of an action goes, of the request or of an offer of it. */
export function addressOf(call: Call, at: Standing): string {
  const id = call.of === 'request' ? at.request : at.offer;
  return `/${call.of}s/${id}${call.path && '/'}${call.path}`;
}

/** Who of the house has the role. */
export const inRole = (house: House, role: Role): TestUser =>
  ({ cas_worker: house.worker, unit_staff: house.staff, manager: house.manager, administrator: house.manager })[role];

/** Requests in any state, each of a young person of their own. */
export function standings(app: TestApp, make: Make, house: House) {
  const { as, today, aRequest, anOffer, aStay, aYoungPerson } = make;
  const window = { inDays: 30, nights: 2 };
  const dates = { arrival: today(30), departure: today(32) };
  /** Stays to come are near: who comes long before one has not come for it. */
  const near = { inDays: 5, nights: 2 };
  const said = async (by: TestUser, path: string, body: object = reasons) =>
    (await as(by).post(path, body).expect(200)).body as object;

  const asked = async (): Promise<Standing> => ({
    ...{ request: await aRequest(house, await aYoungPerson(house), window), ...dates },
  });
  const offered = async (): Promise<Standing> => ({
    ...(await anOffer(house, await aYoungPerson(house), window)),
    ...dates,
  });
  /** Somebody with whom they do not go is booked before the family says yes: each time on nights of their own. */
  let days = 60;
  const agreed = async (): Promise<Standing> => {
    days += 2;
    const kept = await aKeptYes(make, house, days);
    const seenGroup = await seenNow(make, house.manager, `/offers/${kept.offer}/look-again`);
    return { ...kept, seenGroup, arrival: today(days), departure: today(days + 2) };
  };
  const after = async (before: () => Promise<Standing>, by: TestUser, action: string, body?: object) => {
    const at = await before();
    await said(by, `/requests/${at.request}/${action}`, body);
    return at;
  };
  async function stayed(days: { inDays: number; nights: number }, ...steps: string[]): Promise<Standing> {
    const stay = await aStay(house, await aYoungPerson(house), days);
    for (const step of steps) await said(house.staff, `/stays/${stay}/${step}`, { reason: 'A reason' });
    const [row] = await app.sql<{ request: string; offer: string }>(
      `SELECT p.request_id AS request, o.id AS offer FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE o.stay_id = $1`,
      [stay],
    );
    return { ...row!, stay, arrival: today(days.inDays), departure: today(days.inDays + days.nights) };
  }

  const BUILD: Record<RequestState, () => Promise<Standing>> = {
    draft: async () => {
      const answer = await as(house.worker)
        .post('/requests', {
          ...{ youngPerson: await aYoungPerson(house), unit: house.unit, nights: 2, purpose: 'Sleep' },
          ...{ from: dates.arrival, to: dates.departure, draft: true },
        })
        .expect(201);
      return { request: (answer.body as { id: string }).id, ...dates };
    },
    submitted: asked,
    in_review: () => after(asked, house.staff, 'review', {}),
    more_information_needed: () => after(asked, house.staff, 'ask-information'),
    proposed: async () => {
      const at = await asked();
      const answer = await as(house.staff).post(`/requests/${at.request}/offers`, dates).expect(201);
      return { ...at, offer: (answer.body as { id: string }).id };
    },
    offered,
    agreed,
    waitlisted: () => after(asked, house.staff, 'waitlist'),
    declined: () => after(asked, house.manager, 'decline', { ...reasons, code: 'other' }),
    withdrawn: () => after(asked, house.worker, 'withdraw'),
    offer_lapsed: async () => {
      const at = await offered();
      await app.sql(`UPDATE offers SET expires_at = signed_at + interval '1 millisecond' WHERE id = $1`, [at.offer]);
      await app.sql(
        `UPDATE bed_claims SET expires_at = made_at + interval '1 millisecond' WHERE id = (SELECT claim_id FROM offers WHERE id = $1)`,
        [at.offer],
      );
      return at;
    },
    booked: () => stayed(near),
    in_residence: () => stayed({ inDays: 0, nights: 2 }, 'arrive'),
    completed: () => stayed({ inDays: 0, nights: 1 }, 'arrive', 'depart'),
    reviewed: async () => {
      const at = await stayed({ inDays: 0, nights: 1 }, 'arrive', 'depart');
      const unheard = { withoutYoungPerson: 'Away', withoutFamily: 'Away' };
      await as(house.staff)
        .post(`/stays/${at.stay}/reviews`, {
          voice: 'staff',
          metAim: 'yes',
          said: 'Slept well',
          namesOthers: false,
          ...unheard,
        })
        .expect(201);
      return at;
    },
    no_show: () => {
      app.clock.notBefore('16:00');
      return stayed({ inDays: 0, nights: 1 }, 'no-show');
    },
    cancelled: () => stayed(near, 'cancel'),
  };
  return (state: RequestState) => BUILD[state]();
}
