import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/** What is asked before each stay, in this order. */
export const CHANGE_QUESTIONS = ['safety', 'around', 'needs'] as const;
export type ChangeQuestion = (typeof CHANGE_QUESTIONS)[number];

export const CHANGE_QUESTION_TEXT: Record<ChangeQuestion, (firstName: string) => string> = {
  safety: (firstName) => `Has anything happened that makes ${firstName}, or others around them, less safe?`,
  around: () => 'Has anything changed at home, at school or with friends?',
  needs: () => 'Has anything changed in what they need: health, medicine, sleep, food or support?',
};

/** Whether something has changed, and what. */
export type ChangeAnswers = Record<ChangeQuestion, { changed: boolean; text: string }>;

/** What is wrong with the answers, by the names of the API; empty when nothing is. What has changed is said in a sentence. */
export function faultsOfAnswers(answers: ChangeAnswers): FieldError[] {
  return CHANGE_QUESTIONS.flatMap((question): FieldError[] => {
    const { changed, text } = answers[question];
    if (changed && text === '') return [{ field: question, message: 'Say what has changed, in a sentence.' }];
    if (!changed && text !== '')
      return [{ field: `${question}Changed`, message: 'You have written what changed: choose yes, or take it out.' }];
    return [];
  });
}

export interface ChangesAsked {
  /** Somebody has answered within the days before the arrival, or since. */
  isAnswered: boolean;
  /** From this day on the answers count for the stay. */
  askFrom: PlainDate;
  says: string;
}

/**
 * Whether what has changed was asked in time for a stay: answers count that were given within so many days before it
 * begins, or later. An assessment that is in date is current for the stay only together with them.
 *
 * @param last the day of the last answers, by whom, and whether anything had changed
 */
export function changesAsked(
  last: { on: PlainDate; by: string; hasChanges: boolean } | null,
  stay: { arrival: PlainDate; keyWorker: string },
  days: number,
): ChangesAsked {
  const askFrom = addDays(stay.arrival, -days);
  const isAnswered = last !== null && last.on >= askFrom;
  const asks = `${stay.keyWorker}, the key worker, asks from ${sayDate(askFrom)} on, before they come.`;
  if (!last) return { isAnswered, askFrom, says: `Not asked yet. ${asks}` };
  const said = last.hasChanges
    ? `${last.by} said on ${sayDate(last.on)} that something has changed.`
    : `${last.by} said on ${sayDate(last.on)} that nothing has changed.`;
  return { isAnswered, askFrom, says: isAnswered ? said : `${said} That was too early for this stay. ${asks}` };
}
