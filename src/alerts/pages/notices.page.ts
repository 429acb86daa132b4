import { textOf } from '../alert-text.js';
import { alertPath } from './alerts.page.js';
import { sayPlan, TOLD_TEXT } from '../../requests/domain/match-decision.js';
import type { NoticeView } from '../notices.service.js';

export interface NoticeItem {
  id: string;
  /** What it is about, as a sentence that says what to do. */
  says: string;
  href: string;
  link: string;
  /** Nobody, where its reader may not know of them any more. */
  person: { name: string; dateOfBirth: string; caseNumber: string } | null;
  nights: { arrival: string; departure: string } | null;
  unit: string;
  /** When the offer runs out, while it still can; until when how a stay went is to be recorded. */
  until: Date | null;
  untilText: string;
  /** For whom its reader stands in; null where it is their own. */
  insteadOf: string | null;
  madeAt: Date;
}

/** A notice as its reader sees it: what happened, and the page that deals with it. */
export function noticeItem({ youngPerson, ...notice }: NoticeView): NoticeItem {
  const name = youngPerson ? `${youngPerson.firstName} ${youngPerson.lastName}` : '';
  const { nights, unit, madeAt, kind, insteadOf } = notice;
  const asksKeyWorker = notice.jointly && !kind.startsWith('joint_work') && kind !== 'information_reported';
  // Whom an alert is about may be another by now, as of a bed that is held for somebody else.
  const isTheirs = notice.alert?.youngPersonId === youngPerson?.id;
  const told = notice.alert && textOf({ ...notice.alert, youngPerson: (isTheirs && youngPerson) || null });
  const says = told ? `${told.title}. ${told.why}` : saysOf(notice, name);
  return {
    id: notice.id,
    says: asksKeyWorker ? `${says} You work on it with others: the key worker does this.` : says,
    ...(notice.alert ? { href: alertPath(notice.alert.id), link: 'Look at the alert' } : wayTo(notice, name !== '')),
    person: youngPerson && { name, dateOfBirth: youngPerson.dateOfBirth, caseNumber: youngPerson.caseNumber },
    ...{ nights, unit: unit?.name ?? '', madeAt, insteadOf },
    until: UNTIL[kind] && name ? notice.expiresAt : null,
    untilText: UNTIL[kind] ?? '',
  };
}

const UNTIL: Partial<Record<NoticeView['kind'], string>> = {
  bed_put_forward: 'It is held until',
  nights_offered: 'The offer runs out on',
  offer_half_way: 'The offer runs out on',
  stay_over: 'Due by',
  review_overdue: 'It was due by',
  joint_work_ended: 'You can look back on it until',
};

function saysOf(notice: Omit<NoticeView, 'youngPerson'>, name: string): string {
  const { kind, hasOthers, keyWorker, insteadOf, decided } = notice;
  const was = decided ? ` Decided: ${TOLD_TEXT[decided.decision]}. ${sayPlan(decided.mitigations)}`.trimEnd() : '';
  const work = `${insteadOf ? `${insteadOf} works` : 'You work'} with ${notice.isKeyWorker ? 'you' : keyWorker}`;
  const which = hasOthers ? 'one of the options' : 'the offer';
  const then = hasOthers ? 'Other options are still held for them.' : 'The unit can offer other nights.';
  const ended = name
    ? `${insteadOf ? `The work of ${insteadOf}` : 'Your work'} with others on a request for ${name} is coming to an end.`
    : `${work} on a request no more${insteadOf ? '.' : ', and do not see it any longer. Ask them if you still need to.'}`;
  return {
    bed_put_forward: `A bed that came back is held for ${name}, who waits for these nights. Look at it and decide.`,
    yes_waits: `The family of ${name} says yes. Something has changed since these nights were signed: look at them again.`,
    nights_booked: `The break of ${name} is booked: the unit looked at the nights again, and the family’s yes stands. Tell the family.${was}`,
    nights_offered: `The unit offers nights for ${name}. Ask the family and record their answer.${was}`,
    offer_half_way: `Half of the time to answer ${which} for ${name} has gone. Ask the family and record their answer.${was}`,
    offer_lapsed: `${hasOthers ? 'One of the options' : 'The offer'} for ${name} ran out without an answer. ${then}`,
    offer_unsigned: `Nobody signed in time the nights that were held for ${name}, so the bed went back. ${hasOthers ? 'Other options are still held for them.' : 'Look at the request again.'}`,
    stay_over: `The stay of ${name} is over. Ask how it was, and record how it went.`,
    review_overdue: `How the stay of ${name} went should be on record by now. Ask how it was, and record how it went.`,
    emergency_placed: `${name} has a place in an emergency. Read what was decided, and tell the unit what it should know.`,
    joint_work_begun: `${work} on a request for ${name}. Read it, and add what you know.`,
    joint_work_ended: ended,
    information_reported: `Something new was reported of ${name}. Read it, and look again at what is planned.`,
    alert_opened: 'Something is worth acting on.',
    nights_free: `The unit has nights free, and thinks of ${name}. Ask the family whether they would want them, and say so.`,
    offer_decided: `${TOLD_TEXT.not_suitable} for ${name}: the unit looked at them and decided. ${then}`,
    offer_taken_back: `The unit had to take back ${which} for ${name}. Tell the family. ${then}`,
  }[kind];
}

/** The page that deals with it. */
function wayTo(
  { kind, offerId, requestId, stayId, informationId, enquiryId, jointly }: Omit<NoticeView, 'youngPerson'>,
  isKnown: boolean,
): { href: string; link: string } {
  if (!isKnown) return { href: '', link: '' };
  if (kind === 'information_reported') return { href: `/information/${informationId}`, link: 'Look at it' };
  if (kind === 'nights_free') return { href: `/enquiries/${enquiryId}`, link: 'Say whether they would' };
  if (kind === 'emergency_placed') return { href: `/stays/${stayId}`, link: 'Look at the stay' };
  if (kind === 'bed_put_forward') return { href: `/offers/${offerId}/sign`, link: 'Decide on it' };
  if (kind === 'yes_waits') return { href: `/offers/${offerId}/confirm`, link: 'Look at the nights again' };
  if (jointly) return { href: `/requests/${requestId}`, link: 'Look at the request' };
  if (kind === 'stay_over' || kind === 'review_overdue')
    return { href: `/stays/${stayId}/review`, link: 'Record how it went' };
  if (kind === 'offer_half_way') return { href: `/offers/${offerId}/answer`, link: 'Record the family’s answer' };
  return { href: `/requests/${requestId}`, link: 'Look at the request' };
}
