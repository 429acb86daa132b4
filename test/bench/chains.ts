import { day } from './fill.js';
import type { Subject } from './subjects.js';

/** One call of a kind of action, by whoever takes it in a unit. */
export interface StepOf {
  kind: string;
  by?: 'worker';
  path(subject: Subject): string;
  body?: (subject: Subject) => object;
  /** Only to come to where the next one begins; it is measured in another chain. */
  isOnTheWay?: true;
  /** What time has to have done before it is possible, as SQL on the subjects; it is not measured. */
  first?: string;
}

/** Kinds of action that follow one another and lead back to where they began, by themselves or by the SQL in `anew`. */
export interface Chain {
  about: 'requests' | 'coming' | 'there';
  /** Puts the subjects (`$1`, by id) where the chain begins; it is not measured. */
  anew?: string;
  steps: StepOf[];
}

const reasons = () => ({ reasons: 'x' });
const reason = () => ({ reason: 'x' });
const nothing = () => ({});
const answered = () => ({ answeredBy: 'Their mother', how: 'telephone' });

const ofRequest = (kind: string, path: string, body: StepOf['body'] = reasons): StepOf => ({
  ...{ kind, path: ({ id }) => `/requests/${id}/${path}`, body },
});
const ofOffer = (kind: string, path: string, body: StepOf['body'] = reasons): StepOf => ({
  ...{ kind, path: ({ offer }) => `/offers/${offer}/${path}`, body },
});
const ofStay = (kind: string, path: string, body: StepOf['body'] = nothing): StepOf => ({
  ...{ kind, path: ({ id }) => `/stays/${id}/${path}`, body },
});
const worker = (step: StepOf): StepOf => ({ ...step, by: 'worker' });
const onTheWay = (step: StepOf): StepOf => ({ ...step, isOnTheWay: true });

const propose = ofRequest('propose', 'offers', ({ arrival, departure }) => ({ arrival, departure }));
const sign = ofOffer('sign', 'sign');
const reopen = ofRequest('reopen', 'reopen');
const A_DAY_LATER = `
  UPDATE offers o SET expires_at = o.expires_at - interval '1 day' FROM request_parts p
   WHERE p.id = o.part_id AND p.request_id = ANY ($1) AND o.state = 'offered'`;
const stateOf = (state: string) => `UPDATE request_parts SET state = '${state}' WHERE request_id = ANY ($1)`;

export const CHAINS: Record<string, Chain> = {
  information: {
    about: 'requests',
    steps: [ofRequest('ask for information', 'ask-information'), ofRequest('give information', 'give-information')],
  },
  waiting: {
    about: 'requests',
    steps: [ofRequest('put on the list', 'waitlist'), ofRequest('take up', 'review', nothing)],
  },
  decline: {
    about: 'requests',
    steps: [ofRequest('decline', 'decline', () => ({ reasons: 'Not this time', code: 'other' })), reopen],
  },
  withdraw: { about: 'requests', steps: [worker(ofRequest('withdraw', 'withdraw')), onTheWay(reopen)] },
  late: { about: 'requests', anew: stateOf('offer_lapsed'), steps: [worker(ofRequest('late answer', 'answer-late'))] },
  offer: {
    about: 'requests',
    steps: [
      propose,
      sign,
      { ...ofOffer('extend offer', 'extend'), first: A_DAY_LATER },
      worker(ofOffer('family declines', 'decline', answered)),
    ],
  },
  back: { about: 'requests', steps: [onTheWay(propose), ofOffer('take back', 'take-back')] },
  accept: {
    about: 'requests',
    anew: `
      WITH gone AS (UPDATE stays s SET state = 'cancelled', ended_why = '' FROM request_parts p
                     WHERE p.id = s.part_id AND p.request_id = ANY ($1)),
           freed AS (UPDATE bed_claims SET released_at = now(), released_why = 'anew' WHERE request_id = ANY ($1) AND live)
      ${stateOf('in_review')}`,
    steps: [onTheWay(propose), onTheWay(sign), worker(ofOffer('accept', 'accept', answered))],
  },
  submit: {
    about: 'requests',
    anew: `
      WITH young AS (SELECT young_person_id AS id FROM request_parts WHERE request_id = ANY ($1)),
           unseen AS (DELETE FROM access_grants g USING young WHERE g.young_person_id = young.id AND g.why = 'request')
      UPDATE request_parts SET state = 'draft', submitted_at = NULL WHERE request_id = ANY ($1)`,
    steps: [worker(ofRequest('submit', 'submit', nothing))],
  },
  arrive: { about: 'coming', steps: [ofStay('arrive', 'arrive'), ofStay('undo arrival', 'undo-arrival', reason)] },
  'no-show': {
    about: 'coming',
    steps: [ofStay('did not arrive', 'no-show', reason), ofStay('undo “did not arrive”', 'undo-ending', reason)],
  },
  cancel: {
    about: 'coming',
    steps: [ofStay('cancel', 'cancel', reason), ofStay('undo cancelling', 'undo-ending', reason)],
  },
  depart: { about: 'there', steps: [ofStay('depart', 'depart'), ofStay('undo departure', 'undo-departure', reason)] },
  extend: {
    about: 'there',
    steps: [
      ofStay('extend', 'extend', () => ({ departure: day(3), reasons: 'x' })),
      ofStay('shorten', 'shorten', () => ({ departure: day(2), reasons: 'x' })),
    ],
  },
  move: {
    about: 'there',
    steps: [
      ofStay('move', 'move', ({ otherBed }) => ({ bed: otherBed })),
      onTheWay(ofStay('move', 'move', ({ bed }) => ({ bed }))),
    ],
  },
  away: {
    about: 'there',
    steps: [ofStay('away', 'away', () => ({ kind: 'home' })), ofStay('back', 'back')],
  },
  note: {
    about: 'there',
    steps: [ofStay('note', 'notes', () => ({ kind: 'settled', text: 'Slept well', namesOthers: false }))],
  },
};
