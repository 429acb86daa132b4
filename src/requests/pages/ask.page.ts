import { mayAskOf, type Actor } from '../../identity/domain/actor.js';
import { addDays, isPlainDate, weekdayOf, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { LONGEST_PLANNED_STAY } from '../../stays/domain/short-break-limits.js';
import { nextQuestion, questionBeside, type Asking, type Question, type QuestionId } from '../domain/questions.js';
import { LONGEST_WISHES, wishesOfOthers } from '../domain/answers.js';
import { wantedByAll } from '../domain/parts.js';
import { staySpan } from '../../web/filters.js';
import type { OpenedRequest, RequestView } from '../request-view.js';
import { STRETCH_WORDS, stretchValues } from './stretches.page.js';
import { STATE_TEXT } from '../domain/states.js';
import { askedText, WEEKDAYS } from './words.page.js';

interface Named {
  id: string;
  name: string;
}

interface NamedAim {
  id: string;
  text: string;
}

/** The units that the actor may ask for a break. */
export function unitsToAsk(actor: Pick<Actor, 'role' | 'units'>): Named[] {
  return actor.units.filter((unit) => mayAskOf(actor, unit.id)).map(({ id, name }) => ({ id, name }));
}

/** The page of a question of a draft; `change` leads back to the check of the answers. */
export function questionPath(requestId: string, id: QuestionId, change = false): string {
  return `/requests/${requestId}/ask/${id}${change ? '?change=yes' : ''}`;
}

export const checkPath = (requestId: string): string => `/requests/${requestId}/check`;

/** Where it is said how a draft repeats. */
export const seriesPath = (requestId: string): string => `/requests/${requestId}/repeats`;

/** Whether a draft names several stretches of dates. */
export const wantsSeveral = ({ windows }: Pick<RequestView, 'windows'>): boolean => windows.length > 1;

/** Where a draft is taken up again. */
export function resumePath(draft: RequestView): string {
  // Its unit is chosen already, however many there are to choose from.
  const repeats = draft.series !== null;
  const question = nextQuestion(draft, {
    ...{ units: 1, several: wantsSeveral(draft), siblings: draft.forSiblings, repeats },
  });
  if (repeats && question?.id === 'when') return seriesPath(draft.id);
  return question ? questionPath(draft.id, question.id) : checkPath(draft.id);
}

/** Another request of theirs, beside one that is about to be begun: a draft leads to where it was left. */
export function otherRequest(request: RequestView) {
  const isDraft = request.state === 'draft';
  return {
    href: isDraft ? resumePath(request) : `/requests/${request.id}`,
    text: isDraft ? `Finish request ${request.number}` : `Request ${request.number}`,
    asked: [STATE_TEXT[request.state], askedText(request)].join(', '),
  };
}

/** Where a question leads, and where it leads back. */
export function waysOf(requestId: string, id: QuestionId, asking: Asking, change: boolean) {
  const beside = (side: 'after' | 'before') => {
    const question = change ? undefined : questionBeside(id, side, asking);
    if (asking.repeats && question?.id === 'when') return seriesPath(requestId);
    return question ? questionPath(requestId, question.id) : checkPath(requestId);
  };
  return { action: questionPath(requestId, id, change), next: beside('after'), back: beside('before') };
}

/** What a new request begins with: the only unit, or the one chosen; a night chosen on the calendar, unless it has passed. */
export function begunWith(
  chosen: Partial<Record<'youngPerson' | 'unit' | 'from' | 'like', string | undefined>>,
  units: readonly { id: string }[],
  today: PlainDate,
): TypedValues {
  const { youngPerson = '', from, like } = chosen;
  const unit = units.find(({ id }) => id === chosen.unit) ?? (units.length === 1 ? units[0] : undefined);
  return {
    youngPerson,
    unit: unit?.id ?? '',
    from: isPlainDate(from) && from >= today ? from : '',
    ...(like && { like }),
  };
}

type Saved = Pick<
  OpenedRequest,
  | 'youngPerson'
  | 'windows'
  | 'parts'
  | 'nights'
  | 'from'
  | 'to'
  | 'weekdays'
  | 'purpose'
  | 'aims'
  | 'wishes'
  | 'familyWishes'
  | 'unitShouldKnow'
  | 'urgency'
> & { unit: { id: string } };

/** A draft as the forms of its questions show it. */
export function answersOf(request: Saved): TypedValues {
  const { unit, nights, from, to, weekdays, purpose, aims, wishes, familyWishes, unitShouldKnow, urgency } = request;
  const { siblings, breaks, aims: all } = wantedByAll(request);
  const own = aims.map(({ id }) => id);
  return {
    ...{ siblings, breaks: String(breaks), windows: request.windows.map((one) => `${one.from}/${one.to}`) },
    ...{ unit: unit.id, nights: nights === null ? '' : String(nights), from: from ?? '', to: to ?? '' },
    ...{
      weekdays: weekdays.map(String),
      aims: own,
      theirAims: all.filter((id) => !own.includes(id)),
      purpose,
      wishes,
      theirWishes: wishesOfOthers(request).map((one) => one.wishes),
      familyWishes,
      unitShouldKnow,
    },
    emergency: urgency === 'emergency' ? 'yes' : 'no',
  };
}

/** The answers that one question asks for. */
export function answerOf(question: Question, request: Saved): TypedValues {
  const { nights = '', breaks = '', ...others } = answersOf(request);
  if (question.id === 'stretches') return { nights, breaks, ...stretchValues(request.windows) };
  const answers = Object.entries({ nights, ...others });
  return Object.fromEntries(answers.filter(([field]) => question.fields.includes(field)));
}

/** The answers of a draft in words: what is checked before it is sent, and for who has to compare two of them. */
export function answerWords(
  units: readonly Named[],
  firstName: string,
  plan: readonly NamedAim[],
  people: readonly Named[] = [],
  theirPlans: readonly NamedAim[] = [],
): FieldWords {
  return {
    ...STRETCH_WORDS,
    siblings: {
      label: 'Brothers and sisters',
      text: (ids) =>
        [ids]
          .flat()
          .map((id) => people.find((one) => one.id === id)?.name ?? 'Another')
          .join(', '),
    },
    breaks: { label: 'How many breaks', text: String },
    windows: { label: 'In one of these', text: (windows) => [windows].flat().map(windowText).join('; ') },
    unit: { label: 'Unit', text: (id) => units.find((unit) => unit.id === id)?.name ?? 'Another unit' },
    aims: { label: 'Aims of the family plan', text: (ids) => aimsText([ids].flat(), plan) },
    theirAims: { label: 'Aims of their family plans', text: (ids) => aimsText([ids].flat(), theirPlans) },
    purpose: { label: 'What the break is for, in words', text: String },
    nights: {
      label: 'Nights',
      text: (nights) => (nights === '1' ? '1 night' : nights ? `${String(nights)} nights` : ''),
    },
    from: { label: 'Earliest arrival', text: dateText },
    to: { label: 'Latest departure', text: dateText },
    weekdays: { label: 'Nights that suit', text: (days) => daysText([days].flat()) || 'Any night' },
    wishes: { label: `What ${firstName} says`, text: String },
    theirWishes: { label: 'What each of the others says', text: (said) => [said].flat().filter(Boolean).join('\n') },
    familyWishes: { label: 'What the family says', text: String },
    unitShouldKnow: { label: 'What else the unit should know', text: String },
    emergency: { label: 'How soon', text: (yes) => (yes === 'yes' ? 'It is an emergency' : 'In the usual time') },
  };
}

function windowText(window: string): string {
  const [arrival = '', departure = ''] = window.split('/');
  return staySpan({ arrival, departure });
}

const aimsText = (ids: readonly string[], plan: readonly NamedAim[]): string =>
  plan
    .filter(({ id }) => ids.includes(id))
    .map(({ text }) => text)
    .join('\n');

function daysText(days: string[]): string {
  return WEEKDAYS.filter((_, place) => days.includes(String(place + 1))).join(', ');
}

function dateText(typed: string | string[]): string {
  return isPlainDate(typed) ? sayDate(typed) : String(typed);
}

/** The nights of a week as checkboxes. */
export function weekdayChoices(values: TypedValues): { value: string; text: string; checked: boolean }[] {
  const chosen = [values['weekdays'] ?? []].flat();
  return WEEKDAYS.map((day, place) => {
    const value = String(place + 1);
    return { value, text: `${day} night`, checked: chosen.includes(value) };
  });
}

/** The aims of the family plan as checkboxes. */
export function aimChoices(values: TypedValues, aims: readonly NamedAim[], field: 'aims' | 'theirAims' = 'aims') {
  const chosen = [values[field] ?? []].flat();
  return aims.map(({ id, text }) => ({ value: id, text, checked: chosen.includes(id) }));
}

export function unitChoices(values: TypedValues, units: readonly Named[]) {
  return units.map(({ id, name }) => ({ value: id, text: name, checked: id === values['unit'] }));
}

/**
 * A field for what each of the others says. The form names whose words it was shown for, so that they stay theirs where
 * somebody else changed meanwhile for whom it is asked.
 */
export function theirWishesItems(
  request: Pick<OpenedRequest, 'youngPerson' | 'parts'>,
  { values, errors }: { values: TypedValues; errors: Record<string, string> },
) {
  const others = wishesOfOthers(request).map(({ youngPerson }) => youngPerson);
  const shown = values['siblings'] === undefined ? others : [values['siblings']].flat();
  const said = [values['theirWishes'] ?? []].flat();
  return others.map((id) => {
    const { firstName } = request.parts.find(({ youngPerson }) => youngPerson.id === id)!.youngPerson;
    const value = said[shown.indexOf(id)] ?? '';
    return { id, firstName, value, error: [...value].length > LONGEST_WISHES ? errors['theirWishes'] : undefined };
  });
}

/** Everything around the fields of a question. */
export function aroundAnswers(values: TypedValues, today: PlainDate, units: readonly Named[]) {
  return {
    weekdayItems: weekdayChoices(values),
    unitItems: unitChoices(values, units),
    today,
    example: nextFriday(today),
    longest: LONGEST_PLANNED_STAY,
  };
}

function nextFriday(today: PlainDate): PlainDate {
  return addDays(today, 7 + ((12 - weekdayOf(today)) % 7));
}
