import { invalidField } from '../../kernel/domain-error.js';
import { AIM_MET, AIM_MET_TEXT, type AimMet } from '../../people/domain/family-plan.js';
import { dateTime } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import {
  FACE_TEXT,
  isOwnWay,
  MET_AIM,
  MET_AIM_TEXT,
  OWN_WAY_TEXT,
  SUGGESTION_TEXT,
  VOICES,
  type OfAim,
  type Voice,
} from '../domain/review.js';
import { MOST_AIMS, type StaffSayForm } from '../dto/review.dto.js';
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
  const { voice, face, said, saidBy, how, metAim, aims, at, by, namesOthers } = review;
  const who = voice === 'family' ? `${saidBy}, ${how}` : isOwnWay(how) ? OWN_WAY_TEXT[how] : '';
  return {
    id: review.id,
    face,
    faceText: face ? FACE_TEXT[face] : '',
    metAim: metAim ? MET_AIM_TEXT[metAim] : '',
    aims: aims.map((aim) => ({ text: aim.text, met: AIM_MET_TEXT[aim.met], said: aim.said })),
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

/** Where it is decided, on the pages of matching. */
export function decidedAt({ kind, other }: Pick<Suggestion, 'kind' | 'other'>, { id, firstName }: Stay['youngPerson']) {
  if (kind === 'assessment') return { href: `/young-people/${id}/assessment`, text: `Assess ${firstName} anew` };
  const href = `/young-people/${id}/matching-decisions/new`;
  if (!other) return { href, text: `Decide about ${firstName} and another` };
  return { href: `${href}?other=${other.id}`, text: `Decide about ${firstName} and ${other.firstName}` };
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

/** The aims that the break was for, each with what is said of it so far. */
export function eachAim(aims: HowItWent['aims'], values: TypedValues) {
  return aims.slice(0, MOST_AIMS).map(({ id, text }, place) => {
    const met = values[`met${place + 1}`];
    return {
      ...{ id, text, field: `met${place + 1}`, about: `about${place + 1}` },
      items: AIM_MET.map((value) => ({ value, text: AIM_MET_TEXT[value], checked: met === value })),
    };
  });
}

/** What the form of the staff says: of each aim only where whether it was met was chosen. */
export function staffSay({ aims = [], ...form }: StaffSayForm) {
  const fields = form as Record<string, unknown>;
  const said = aims.map((aim, place) => ({
    ...{ aim, field: `met${place + 1}`, met: fields[`met${place + 1}`] as AimMet | undefined },
    said: fields[`about${place + 1}`] as string | undefined,
  }));
  const open = said.find((one) => one.said && !one.met);
  if (open) throw invalidField(open.field, 'Choose whether the stay met this aim, or leave the words out.');
  const {
    metAim,
    said: why,
    nextTime,
    withoutYoungPerson,
    withoutFamily,
    namesOthers,
    matching,
    other,
    assessment,
  } = form;
  return {
    ...{ metAim, said: why, nextTime, withoutYoungPerson, withoutFamily, namesOthers, matching, other, assessment },
    aims: said.flatMap((one): OfAim[] => (one.met ? [{ aim: one.aim, met: one.met, said: one.said }] : [])),
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
