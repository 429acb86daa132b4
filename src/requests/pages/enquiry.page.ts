import { dateIn, type PlainDate } from '../../kernel/nights.js';
import { sayInstant } from '../../kernel/say-date.js';
import { closedBy, NOT_WANTED, NOT_WANTED_TEXT } from '../domain/enquiry.js';
import type { EnquiryAnswer } from '../dto/enquiry.answer.js';
import type { Enquiry } from '../enquiry-reader.js';
import { deadline, personFacts } from './words.page.js';

export const enquiryPath = (id: string): string => `/enquiries/${id}`;

/** Who asked, and when. @example 'Sam Example asked on Friday 7 May 2027 at 16:10.' */
export const sayAsked = ({ asked, unit }: Enquiry): string =>
  `${asked.by.name} asked on ${sayInstant(asked.at, unit.zone)}.`;

/** What the key worker said, with who and when; that nobody has yet. */
export function sayAnswer({ answer, youngPerson, unit }: Enquiry): string {
  if (!answer) return `${youngPerson.keyWorker.name} has not answered yet.`;
  const who = `${answer.by.name} said on ${sayInstant(answer.at, unit.zone)}`;
  return answer.reason
    ? `${who}: not these nights. ${NOT_WANTED_TEXT[answer.reason]}.`
    : `${who}: yes, and began a request.`;
}

/** An enquiry on somebody's day: for who answers it something to do, for the unit something to wait for. */
export function enquiryItem(enquiry: Enquiry & { due: Date }, isWorker: boolean, now: Date) {
  const { id, unit, youngPerson, arrival, departure, due: dueAt } = enquiry;
  const today = dateIn(now, unit.zone);
  const person = personFacts(youngPerson, today);
  const lateMinutes = Math.floor((now.getTime() - dueAt.getTime()) / 60_000);
  const due = deadline(dueAt, unit.zone, lateMinutes > 0 ? lateMinutes : null)!;
  return {
    href: enquiryPath(id),
    what: isWorker ? `Say whether ${person.name}’s family would want nights at ${unit.name}` : person.name,
    owes: `${youngPerson.keyWorker.name}: say whether the family would want these nights`,
    ...{ person, arrival, departure, due, isLate: due.day <= today },
    asked: sayAsked(enquiry),
  };
}

/** The page on which a key worker answers, and on which it can be read afterwards. */
export function enquiryPage(
  enquiry: Enquiry & { mayAnswer: boolean },
  today: PlainDate,
  chosen: unknown,
  isWorker: boolean,
) {
  const { id, unit, youngPerson, arrival, departure, answer, mayAnswer } = enquiry;
  const closed = closedBy({ arrival, isAnswered: answer !== null }, today);
  return {
    href: enquiryPath(id),
    unit: unit.name,
    person: personFacts(youngPerson, today),
    ...{ arrival, departure, mayAnswer },
    asked: sayAsked(enquiry),
    answer: answer ? sayAnswer(enquiry) : '',
    note: answer?.note ?? '',
    // Until it is sent a request is its author's.
    request: isWorker && answer?.requestId ? `/requests/${answer.requestId}` : '',
    over: closed === 'over' ? 'These nights have begun, so nobody waits for an answer any more.' : '',
    reasons: NOT_WANTED.map((value) => ({ value, text: NOT_WANTED_TEXT[value], checked: value === chosen })),
  };
}

export function enquiryJson({ id, unit, youngPerson, arrival, departure, asked, answer }: Enquiry): EnquiryAnswer {
  return {
    ...{ id, unit: { id: unit.id, name: unit.name }, youngPerson, arrival, departure, asked },
    answer: answer && {
      ...{ by: answer.by, at: answer.at, request: answer.requestId, reason: answer.reason, note: answer.note },
    },
  };
}
