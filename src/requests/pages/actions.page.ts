import type { Nights } from '../../kernel/nights.js';
import { staySpan } from '../../web/filters.js';
import { DECLINE_REASONS, DECLINE_REASON_TEXT } from '../domain/decline-reasons.js';
import type { PlainAction } from '../domain/parts.js';

export interface ActionWords {
  title: string;
  /** What happens then. */
  says: string;
  /** Asked with the reasons; none are asked where there is no question. */
  asks?: string;
  /** A reason from a list, asked before it. */
  reasons?: readonly { value: string; text: string }[];
  hint?: string;
  button: string;
  done: string;
}

/** The words of the pages that only move a request on. */
export const ACTION_WORDS: Record<PlainAction, ActionWords> = {
  review: {
    title: 'Take this request up?',
    says: 'Everybody sees that the unit is looking at it. The next step is to propose nights, or to put it on the waiting list.',
    button: 'Take it up',
    done: 'The request is being looked at.',
  },
  ask_information: {
    title: 'Ask for more information?',
    says: 'The key worker is asked, and it is their move. The time to decide starts anew when they have answered.',
    asks: 'What do you need to know?',
    hint: 'The key worker reads this. Do not write anything about other young people.',
    button: 'Ask the key worker',
    done: 'The key worker is asked.',
  },
  give_information: {
    title: 'Answer what the unit has asked',
    says: 'The unit looks at the request again, with your answer.',
    asks: 'Your answer',
    hint: 'The unit reads this.',
    button: 'Send the answer',
    done: 'The answer is with the unit.',
  },
  answer_late: {
    title: 'The family answered late',
    says: 'The time to answer ran out, so the bed went back. That is nobody’s fault. Write down what they said: the unit looks for nights again, these first if they are still free.',
    asks: 'What did they say, who said it, and how?',
    hint: 'For example: her mother rang on Tuesday and said yes; the weekend after would do as well. The unit reads this.',
    button: 'Send it to the unit',
    done: 'The unit has the answer and looks for nights again.',
  },
  reopen: {
    title: 'Open this request again?',
    says: 'The unit looks at it again and sees the record of the young person. The time to decide starts anew.',
    asks: 'Why is it opened again?',
    hint: 'The key worker reads this. Do not write anything about other young people.',
    button: 'Open the request again',
    done: 'The request is open again.',
  },
  waitlist: {
    title: 'Put this request on the waiting list?',
    says: 'It stays open, and the unit looks for nights that become free. The key worker sees it, and your reasons.',
    asks: 'Why is there nothing to propose now?',
    hint: 'The key worker reads this. Do not write anything about other young people.',
    button: 'Put on the waiting list',
    done: 'The request is on the waiting list.',
  },
  decline: {
    title: 'Decline this request?',
    says: 'This ends the request. The key worker sees it, and your reasons, and can ask again.',
    reasons: DECLINE_REASONS.map((value) => ({ value, text: DECLINE_REASON_TEXT[value] })),
    asks: 'What you say to the key worker',
    hint: 'The key worker reads this and explains it to the family. Do not write anything about other young people.',
    button: 'Decline the request',
    done: 'The request is declined.',
  },
};

const FREE_LINES = 6;

/** What is still free, in a line each; the longest list is cut. */
export function freeLines(free: readonly Nights[]): string[] {
  const lines = free.slice(0, FREE_LINES).map(({ arrival, departure }) => staySpan({ arrival, departure }));
  const more = free.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
