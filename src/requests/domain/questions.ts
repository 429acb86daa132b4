import type { FieldError } from '../../kernel/domain-error.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { Urgency } from './deadlines.js';
import { missingOfSeries, type SeriesSoFar } from './series.js';
import type { Window } from './windows.js';

export const QUESTION_IDS = [
  'unit',
  'aim',
  'when',
  'stretches',
  'weekdays',
  'siblings',
  'their-aims',
  'wishes',
  'their-wishes',
  'family',
  'unit-should-know',
  'how-soon',
] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

/** What a draft says so far. Null, or empty, is what nobody has said yet. */
export interface Draft {
  nights: number | null;
  /** The earliest arrival. */
  from: PlainDate | null;
  /** The latest departure. */
  to: PlainDate | null;
  /** How it repeats, in place of these three. */
  series?: SeriesSoFar | null;
  /** Several stretches of dates between the two. */
  windows?: readonly Window[];
  /** How many stays are wanted for each young person. */
  breaks?: number;
  /** Brothers and sisters for whom the same is asked. */
  siblings?: readonly string[];
  /** Whether an aim of one of their family plans is named. */
  othersHaveAims?: boolean;
  weekdays: readonly number[];
  purpose: string;
  /** The aims of the family plan that it is for. */
  aims: readonly { id: string }[];
  wishes: string;
  /** Whether one of the brothers and sisters has said something. */
  othersSay?: boolean;
  familyWishes: string;
  unitShouldKnow: string;
  urgency: Urgency;
  /** The questions that somebody has gone past, with an answer or without one. */
  passed: readonly string[];
}

/** Who asks, as far as it matters to what they are asked. */
export interface Asking {
  /** How many units they may ask for a break. */
  units: number;
  /** Whether they could come in one of several stretches of dates. */
  several?: boolean;
  /** Whether brothers and sisters are to come as well. */
  siblings?: boolean;
  /** Whether it repeats: then its dates say which nights suit, and it is for one young person. */
  repeats?: boolean;
}

export interface Question {
  id: QuestionId;
  /** As its page asks it. */
  title: (firstName: string) => string;
  /** The fields of its form; also those of the API, but `emergency`, which is how soon. */
  fields: readonly string[];
  /** Whether it is asked at all; always when left out. */
  applies?: (asking: Asking) => boolean;
  /** What is missing of an answer without which nothing can be submitted. */
  lacks?: (draft: Draft) => FieldError[];
  /** Whether something has been said to a question that may be left open. */
  says?: (draft: Draft) => boolean;
}

const lack = (isMissing: boolean, field: string, message: string): FieldError[] =>
  isMissing ? [{ field, message }] : [];

const NO_PURPOSE = 'Say what the break is for: an aim of the family plan, or another one in your words.';

/**
 * What somebody is asked who asks for a break: one row a page, in their order. Pages, the answers before they are sent
 * and what refuses an incomplete request are driven by this table.
 */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'unit',
    title: (firstName) => `Where should ${firstName} stay?`,
    fields: ['unit'],
    applies: ({ units }) => units > 1,
    says: () => true,
  },
  {
    id: 'aim',
    title: () => 'What is the break for?',
    fields: ['aims', 'purpose'],
    lacks: ({ aims, purpose }) => lack(aims.length === 0 && purpose.trim() === '', 'purpose', NO_PURPOSE),
  },
  {
    id: 'when',
    title: (firstName) => `When could ${firstName} come?`,
    fields: ['nights', 'from', 'to'],
    applies: ({ several }) => !several,
    lacks: ({ nights, from, to, series }) =>
      series
        ? missingOfSeries(series)
        : [
            ...lack(nights === null, 'nights', 'Enter the number of nights.'),
            ...lack(from === null, 'from', 'Enter the earliest arrival.'),
            ...lack(to === null, 'to', 'Enter the latest departure.'),
          ],
  },
  {
    id: 'stretches',
    title: (firstName) => `In which of these could ${firstName} come?`,
    fields: ['nights', 'breaks', 'windows'],
    applies: ({ several }) => several === true,
    lacks: ({ nights, from, to }) => [
      ...lack(nights === null, 'nights', 'Enter the number of nights.'),
      ...lack(from === null || to === null, 'from1', 'Enter the first day and the last day of each stretch of dates.'),
    ],
  },
  {
    id: 'weekdays',
    title: () => 'Which nights suit?',
    fields: ['weekdays'],
    applies: ({ repeats }) => !repeats,
    says: ({ weekdays }) => weekdays.length > 0,
  },
  {
    id: 'siblings',
    title: (firstName) => `Is it for a brother or sister of ${firstName} as well?`,
    fields: ['siblings'],
    applies: ({ repeats }) => !repeats,
    says: ({ siblings = [] }) => siblings.length > 0,
  },
  {
    id: 'their-aims',
    title: () => 'What is it for, for each of the others?',
    fields: ['theirAims'],
    applies: ({ siblings }) => siblings === true,
    says: ({ othersHaveAims = false }) => othersHaveAims,
  },
  {
    id: 'wishes',
    title: (firstName) => `What does ${firstName} say about it?`,
    fields: ['wishes'],
    says: ({ wishes }) => wishes !== '',
  },
  {
    id: 'their-wishes',
    title: () => 'What does each of the others say about it?',
    fields: ['theirWishes'],
    applies: ({ siblings }) => siblings === true,
    says: ({ othersSay = false }) => othersSay,
  },
  {
    id: 'family',
    title: () => 'What does the family say about it?',
    fields: ['familyWishes'],
    says: ({ familyWishes }) => familyWishes !== '',
  },
  {
    id: 'unit-should-know',
    title: () => 'What else should the unit know?',
    fields: ['unitShouldKnow'],
    says: ({ unitShouldKnow }) => unitShouldKnow !== '',
  },
  {
    id: 'how-soon',
    title: () => 'How soon is an answer needed?',
    fields: ['emergency'],
    says: ({ urgency }) => urgency === 'emergency',
  },
];

export function questionOf(id: QuestionId): Question {
  return QUESTIONS.find((question) => question.id === id)!;
}

/**
 * The question that asks for a field, or for a field within it; `undefined` for what is no answer. Of several stretches of
 * dates the first and the last day are asked for with them.
 */
export function questionAbout(field: string, { several = false }: Partial<Asking> = {}): Question | undefined {
  const [name = ''] = field.split('.');
  const asked = questionsFor({ units: Infinity, several });
  const isAbout = (one: string) => asked.find(({ fields }) => fields.includes(one));
  return isAbout(name) ?? (several && DATES.includes(name) ? isAbout('windows') : undefined) ?? ANY.get(name);
}

const DATES = ['from', 'to'];
const ANY = new Map(QUESTIONS.flatMap((question) => question.fields.map((field) => [field, question])));

/** What they are asked, in order. */
export function questionsFor(asking: Asking): Question[] {
  return QUESTIONS.filter(({ applies }) => applies?.(asking) ?? true);
}

/**
 * Whether nothing is open: of what has to be said all of it is, of what may be left open something is, or somebody has
 * gone past it.
 */
export function isAnswered(question: Question, draft: Draft): boolean {
  if (question.lacks) return question.lacks(draft).length === 0;
  return draft.passed.includes(question.id) || (question.says?.(draft) ?? false);
}

/** Where a draft is taken up again: the first question that is open. `undefined` when none is: its answers are to be checked. */
export function nextQuestion(draft: Draft, asking: Asking): Question | undefined {
  return questionsFor(asking).find((question) => !isAnswered(question, draft));
}

/** The one after, or before, a question; `undefined` at the end, or at the beginning. */
export function questionBeside(id: QuestionId, side: 'after' | 'before', asking: Asking): Question | undefined {
  const asked = questionsFor(asking);
  const at = asked.findIndex((question) => question.id === id);
  return asked[side === 'after' ? at + 1 : at - 1];
}

/** What a draft lacks to be submitted, in the order of the questions. */
export function missingAnswers(draft: Draft): FieldError[] {
  return questionsFor({ units: 1, repeats: Boolean(draft.series) }).flatMap(({ lacks }) => lacks?.(draft) ?? []);
}
