import type { NoticeView } from '../notices.service.js';

export interface NoticeItem {
  id: string;
  /** What it is about, as a sentence that says what to do. */
  says: string;
  href: string;
  link: string;
  person: { name: string; dateOfBirth: string; caseNumber: string };
  nights: { arrival: string; departure: string };
  unit: string;
  /** When the offer runs out, while it still can; until when how a stay went is to be recorded. */
  until: Date | null;
  untilText: string;
  madeAt: Date;
}

/** A notice as its reader sees it: what happened, and the page that deals with it. */
export function noticeItem({ youngPerson, ...notice }: NoticeView): NoticeItem {
  const name = `${youngPerson.firstName} ${youngPerson.lastName}`;
  const { arrival, departure, unit, madeAt, jointly } = notice;
  const which = notice.hasOthers ? 'one of the options' : 'the offer';
  const then = notice.hasOthers ? 'Other options are still held for them.' : 'The unit can offer other nights.';
  const says = {
    offer_half_way: `Half of the time to answer ${which} for ${name} has gone. Ask the family and record their answer.`,
    offer_lapsed: `${notice.hasOthers ? 'One of the options' : 'The offer'} for ${name} ran out without an answer. ${then}`,
    stay_over: `The stay of ${name} is over. Ask how it was, and record how it went.`,
    offer_taken_back: `The unit had to take back ${which} for ${name}: the bed is needed. Tell the family. ${then}`,
  }[notice.kind];
  const reminder = notice.kind === 'offer_half_way';
  const isOver = notice.kind === 'stay_over';
  return {
    id: notice.id,
    says: jointly ? `${says} You work on it with others: the key worker does this.` : says,
    ...wayTo(notice),
    person: { name, dateOfBirth: youngPerson.dateOfBirth, caseNumber: youngPerson.caseNumber },
    nights: { arrival, departure },
    unit,
    until: reminder || isOver ? notice.expiresAt : null,
    untilText: isOver ? 'Due by' : 'The offer runs out on',
    madeAt,
  };
}

/** The page that deals with it. */
function wayTo({ kind, offerId, requestId, stayId, jointly }: Omit<NoticeView, 'youngPerson'>): {
  href: string;
  link: string;
} {
  if (jointly) return { href: `/requests/${requestId}`, link: 'Look at the request' };
  if (kind === 'stay_over') return { href: `/stays/${stayId}/review`, link: 'Record how it went' };
  if (kind === 'offer_half_way') return { href: `/offers/${offerId}/answer`, link: 'Record the family’s answer' };
  return { href: `/requests/${requestId}`, link: 'Look at the request' };
}
