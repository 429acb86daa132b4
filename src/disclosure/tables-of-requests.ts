import { NOT_WANTED_TEXT } from '../requests/domain/enquiry.js';
import type { OfferState } from '../requests/domain/holding.js';
import { TOLD_TEXT, type Mitigation } from '../requests/domain/match-decision.js';
import { STATE_TEXT } from '../requests/domain/states.js';
import { isUntold, toldStep, type StepToTell } from '../requests/domain/told-step.js';
import { story } from '../requests/pages/timeline.page.js';
import { day, fact, KEY, moment, OF_OTHERS, out, room, said, THEIRS, TWICE, unit, who } from './domain/columns.js';
import type { InFile, Row } from './table.js';

const theirs = [{ by: 'young_person_id' }] as const;
const signed = { by_user: who('Written down by'), at: moment('When') };
const PART = { by: 'part_id', of: 'request_parts' } as const;
const OF_REQUEST = { by: 'request_id', of: 'request_parts', key: 'request_id' } as const;
const NUMBER = { request: '(SELECT r.number FROM requests r WHERE r.id = t.request_id)' };
const told = { request: fact('Request') };
const SHARED = `EXISTS (SELECT 1 FROM request_parts q WHERE q.request_id = t.id AND q.young_person_id <> $1)`;

const OFFER_TEXT: Record<OfferState, string> = {
  proposed: 'Waiting for a signature',
  offered: 'Offered to the family',
  agreed: 'The family says yes; the unit looks at the nights again',
  accepted: 'Accepted',
  declined: 'Declined by the family',
  lapsed: 'Ran out',
  taken_back: 'Taken back',
  not_chosen: 'The family took other nights',
};

const planLines = (value: unknown): string[] => (value as Mitigation[]).map(({ what, who: by }) => `${what} (${by})`);

const EVERY = {
  ...{ week: 'Week', '2_weeks': 'Two weeks', '3_weeks': 'Three weeks', '4_weeks': 'Four weeks' },
  ...{ month_weekday: 'Month, on the same weekday', month_date: 'Month, on the same date', year: 'Year' },
};

/** What was asked for, offered, answered and decided. */
export const REQUESTS: Record<string, InFile> = {
  requests: {
    ...{ title: 'Requests', section: 'requests', order: 'created_at, id' },
    whose: [{ by: 'id', of: 'request_parts', key: 'request_id' }],
    // What was written about brothers and sisters together is not for who may read of one of them.
    aboutOthers: SHARED,
    columns: {
      ...{
        id: KEY,
        number: fact('Request'),
        unit_id: unit(),
        asked_by: who('Asked by'),
        purpose: said('What it is for'),
      },
      ...{ created_at: moment('Begun') },
      urgency: fact('How urgent', { standard: 'Ordinary', short_notice: 'At short notice', emergency: 'Emergency' }),
      ...{ family_wishes: said('What the family wishes'), unit_should_know: said('What the unit should know') },
      passed: out('Says which pages of the form were passed by while it was written.'),
    },
  },
  request_parts: {
    ...{
      title: 'Stays that were asked for',
      section: 'requests',
      whose: theirs,
      order: 'request_id, position',
      also: NUMBER,
    },
    columns: {
      ...{ id: KEY, request_id: KEY, young_person_id: THEIRS, nights: fact('Nights') },
      ...{
        earliest_arrival: day('From'),
        latest_departure: day('Until'),
        weekdays: fact('Days of arrival (0 is Sunday)'),
      },
      ...{ state: fact('State', STATE_TEXT), state_since: moment('Since'), due_at: moment('Next step due') },
      ...{ position: fact('Which of them'), windows: fact('Stretches that suit'), unit_id: unit() },
      ...{ submitted_at: moment('Sent'), occurrence: day('Date of the series'), wished_arrival: day('Arrival wished') },
    },
    told,
  },
  request_series: {
    ...{ title: 'How requests repeat', section: 'requests', whose: [OF_REQUEST], order: 'request_id', also: NUMBER },
    columns: {
      ...{ request_id: KEY, every: fact('Every', EVERY), rule: fact('Rule (RFC 5545)'), starts_on: day('From') },
      ...{ nights: fact('Nights'), until_date: day('Until'), times: fact('Times') },
      which_dates: fact('Which dates', { any: 'Any', term: 'In term', holidays: 'In the holidays' }),
      ...{ earlier: fact('Days earlier that suit'), later: fact('Days later that suit') },
    },
    told,
  },
  request_series_dates: {
    ...{ title: 'Dates of them that are put otherwise', section: 'requests', whose: [OF_REQUEST], also: NUMBER },
    order: 'request_id, date',
    columns: { request_id: KEY, date: day('Date'), skipped: fact('Left out'), arrival: day('Arrival instead') },
    told,
  },
  request_wishes: {
    ...{ title: 'What the young person says', section: 'requests', whose: theirs, order: 'request_id', also: NUMBER },
    columns: { request_id: KEY, young_person_id: THEIRS, wishes: said('What they say') },
    told,
  },
  request_aims: {
    ...{ title: 'Aims that a request is for', section: 'requests', order: 'request_id, aim_id' },
    whose: [{ by: 'aim_id', of: 'plan_aims' }],
    columns: { request_id: KEY, aim_id: KEY },
    also: { ...NUMBER, aim: '(SELECT a.text FROM plan_aims a WHERE a.id = t.aim_id)' },
    told: { ...told, aim: said('Aim') },
  },
  request_baselines: {
    ...{ title: 'Measured when asking', section: 'requests', whose: theirs, order: 'id' },
    columns: { id: KEY, request_id: KEY, young_person_id: THEIRS, measure_id: KEY, value: fact('Value'), ...signed },
    also: { ...NUMBER, measure: '(SELECT m.name FROM outcome_measures m WHERE m.id = t.measure_id)' },
    told: { ...told, measure: fact('What was measured') },
  },
  request_co_workers: {
    ...{
      title: 'Who works on a request, too',
      section: 'requests',
      whose: [OF_REQUEST],
      order: 'named_at, id',
      also: NUMBER,
    },
    columns: {
      ...{ id: KEY, request_id: KEY, user_id: who('Who'), named_by: who('Named by'), named_at: moment('Named') },
      ...{ ended_at: moment('Ended'), ended_by: who('Ended by') },
    },
    told,
  },
  request_events: {
    ...{ title: 'What happened to the requests', section: 'requests', whose: [PART], order: 'at, id' },
    columns: {
      ...{ id: KEY, request_id: KEY, part_id: KEY, at: moment('When'), by_user: TWICE, action: TWICE },
      ...{
        from_state: TWICE,
        to_state: TWICE,
        note: said('Note'),
        arrival: day('Arrival'),
        departure: day('Departure'),
      },
      ...{ bed_id: out('A room that was thought of: the one that was offered stands with the offer.'), code: TWICE },
    },
    also: { ...NUMBER, by: '(SELECT u.name FROM users u WHERE u.id = t.by_user)' },
    aboutOthers: `EXISTS (SELECT 1 FROM request_events h JOIN request_parts q ON q.id = h.part_id
      WHERE h.request_id = t.request_id AND h.at = t.at AND h.action = t.action AND q.young_person_id <> $1)`,
    tell: tellStep,
    told: { ...told, step: fact('What happened') },
  },
  enquiries: {
    ...{ title: 'Nights that the family was asked about', section: 'requests', whose: theirs, order: 'at, id' },
    columns: {
      ...{ id: KEY, unit_id: unit(), young_person_id: THEIRS, arrival: day('Arrival'), departure: day('Departure') },
      ...{ nights: TWICE, at: moment('When'), by_user: who('Asked by') },
    },
  },
  enquiry_answers: {
    ...{ title: 'What the family said to them', section: 'requests', order: 'at' },
    whose: [{ by: 'enquiry_id', of: 'enquiries' }],
    columns: {
      ...{ enquiry_id: KEY, request_id: KEY, reason: fact('Not wanted because', NOT_WANTED_TEXT), note: said('Note') },
      ...signed,
    },
    also: NUMBER,
    told,
  },
  offers: {
    ...{ title: 'Nights that were offered', section: 'requests', whose: [PART], order: 'proposed_at, id' },
    only: { where: 't.signed_at IS NOT NULL', why: 'What nobody signed was never offered to the family.' },
    columns: {
      ...{ id: KEY, part_id: KEY, claim_id: KEY, bed_id: room(), arrival: day('Arrival'), departure: day('Departure') },
      ...{ state: fact('State', OFFER_TEXT), expires_at: moment('Answer due'), proposed_by: who('Proposed by') },
      ...{
        proposed_at: moment('Proposed'),
        signed_by: who('Signed by'),
        signed_at: moment('Signed'),
        reasons: OF_OTHERS,
      },
      ...{ answered_by: said('Who answered'), answered_how: said('How'), answered_at: moment('Answered') },
      ...{
        answer_reason: said('What they said'),
        recorded_by: who('Written down by'),
        recorded_at: moment('Written down'),
      },
      ...{ stay_id: KEY, moves: OF_OTHERS, extended_at: moment('Given more time'), made_way_for: OF_OTHERS },
    },
  },
  freed_bed_looks: {
    ...{ title: 'Beds that came back and were held for them', section: 'requests', order: 'looked_at, id' },
    whose: [{ by: 'offer_id', of: 'offers' }],
    columns: {
      ...{ id: KEY, unit_id: unit(), claim_id: KEY, arrival: day('First night'), departure: day('Day after the last') },
      ...{ looked_at: moment('When'), waiting: fact('How many waited'), offer_id: KEY },
      ...{ place: fact('Place on the waiting list'), points: fact('Points') },
    },
  },
  passed_over: {
    ...{ title: 'Beds that came back and went to somebody else', section: 'requests', whose: [PART] },
    order: 'look_id, place',
    columns: {
      ...{ look_id: KEY, part_id: KEY, place: fact('Place on the waiting list'), points: fact('Points') },
      ...{ code: OF_OTHERS, sentence: OF_OTHERS },
    },
    also: { at: '(SELECT l.looked_at FROM freed_bed_looks l WHERE l.id = t.look_id)' },
    told: { at: moment('When') },
  },
  match_decisions: {
    ...{ title: 'What was decided about their nights', section: 'requests', whose: theirs, order: 'id' },
    columns: {
      ...{ id: KEY, organisation_id: KEY, unit_id: unit(), request_id: KEY, part_id: KEY, young_person_id: THEIRS },
      ...{ offer_id: KEY, stay_id: KEY, arrival: day('Arrival'), departure: day('Departure') },
      ...{ decision: fact('Decision', TOLD_TEXT), reasons: OF_OTHERS, mitigations: said('The plan', planLines) },
      ...{ against_advice: OF_OTHERS, verdict: OF_OTHERS, score: OF_OTHERS, worst_night: OF_OTHERS },
      ...{ contributions: OF_OTHERS, guide_version: OF_OTHERS, inputs: OF_OTHERS },
      ...{ signed_by: who('Signed by'), signed_at: moment('Signed') },
      ...{ emergency_decision_id: KEY, on_word_of: fact('Decided by') },
    },
    also: NUMBER,
    told,
  },
};

/** A step as a key worker is told of it, in the words of the timeline. */
function tellStep(row: Row): Row | undefined {
  const step = {
    ...(row as Row & Pick<StepToTell, 'action' | 'code' | 'note' | 'arrival' | 'departure'>),
    ...{ from: row['from_state'] as string | null, isOfStay: false, endedBy: null, happenedAt: null, insteadOf: null },
  };
  if (isUntold(step)) return undefined;
  const toTell = toldStep(step);
  const [line] = story([
    {
      ...{ at: row['at'] as Date, by: row['by'] as string | null, onBehalfOf: null, action: toTell.action },
      ...{ from: toTell.from, to: row['to_state'] as string, note: toTell.note, code: toTell.code, said: null },
      ...{ arrival: toTell.arrival, departure: toTell.departure, part: '' },
    },
  ]);
  return { ...toTell, note: line!.note, step: line!.text };
}
