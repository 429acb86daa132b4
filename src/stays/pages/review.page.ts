import { dateTime } from '../../web/filters.js';
import {
  FACE_TEXT,
  isOwnWay,
  MET_AIM,
  MET_AIM_TEXT,
  OWN_WAY_TEXT,
  SUGGESTION_TEXT,
  VOICES,
  type Voice,
} from '../domain/review.js';
import type { Review, Suggestion } from '../review-reader.js';
import type { Companion, HowItWent } from '../reviews.service.js';
import type { Stay } from './stay.page.js';

const TITLE: Record<Voice, (firstName: string) => string> = {
  young_person: (firstName) => `What ${firstName} says`,
  family: () => 'What the family says',
  staff: () => 'Did it meet its aim?',
};

/** One voice's word on a stay, as a page shows it. */
export function reviewLine(review: Review) {
  const { voice, face, said, saidBy, how, metAim, at, by, namesOthers } = review;
  const who = voice === 'family' ? `${saidBy}, ${how}` : isOwnWay(how) ? OWN_WAY_TEXT[how] : '';
  return {
    id: review.id,
    face,
    faceText: face ? FACE_TEXT[face] : '',
    metAim: metAim ? MET_AIM_TEXT[metAim] : '',
    said,
    nextTime: review.nextTime,
    without: [
      review.withoutYoungPerson && `Without a word of the young person: ${review.withoutYoungPerson}`,
      review.withoutFamily && `Without a word of the family: ${review.withoutFamily}`,
    ].filter(Boolean),
    unitOnly: namesOthers,
    hidden: namesOthers && said === '',
    who: who && `Said ${voice === 'family' ? 'by ' : ''}${who}. `,
    signed: `${voice === 'staff' ? 'Signed' : 'Written down'} by ${by.name}, ${dateTime(at)}.`,
  };
}

/** What somebody should decide because of a stay, and what came of it. */
export function suggestionLine({ id, kind, other, text, at, by, done }: Suggestion) {
  return {
    id,
    title: SUGGESTION_TEXT[kind],
    other: other ? `${other.firstName} ${other.lastName}` : '',
    text,
    who: `Suggested by ${by.name}, ${dateTime(at)}.`,
    done: done && { text: done.text, who: `Done by ${done.by.name}, ${dateTime(done.at)}.` },
    donePath: done ? undefined : `/suggestions/${id}`,
  };
}

/** How a stay went: what each voice said, the latest first, and whose word is missing. */
export function reviewPage({ purpose, reviews, suggestions }: HowItWent, { youngPerson, review }: Stay) {
  return {
    purpose,
    recordedAt: review?.recordedAt ?? null,
    due: review && !review.recordedAt ? review.due : null,
    voices: VOICES.map((voice) => ({
      voice,
      title: TITLE[voice](youngPerson.firstName),
      lines: reviews.filter((one) => one.voice === voice).map(reviewLine),
    })),
    suggestions: suggestions.map(suggestionLine),
  };
}

export const aimChoices = () => MET_AIM.map((value) => ({ value, text: MET_AIM_TEXT[value] }));

/** Whom a matching decision could be about; nobody first. */
export const companionChoices = (companions: readonly Companion[], chosen: unknown) => [
  { value: '', text: 'Nobody in particular' },
  ...companions.map(({ id, firstName, lastName, caseNumber }) => ({
    value: id,
    text: `${firstName} ${lastName}, ${caseNumber}`,
    selected: id === chosen,
  })),
];
