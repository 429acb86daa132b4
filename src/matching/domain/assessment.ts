import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { SUPPORT_TEXT, type SupportLevel } from '../../people/domain/stay-needs.js';
import type { Rating } from './assessed.js';
import { FACTOR_IDS, FACTORS, LEVEL_TEXT, type Factor, type Level, type RiskStatus } from './factors.js';

/** A factor that applies, and what its rating rests on. */
export interface RatedFactor extends Rating {
  evidence: string;
}

/** What somebody signs of a young person. */
export interface Assessment {
  /** Only the factors that apply, in the order of `FACTORS`. */
  ratings: RatedFactor[];
  /** For all the rest: who or what says that there is no known concern, and when. Null only where every factor is rated. */
  noKnownConcern: { source: string; date: PlainDate } | null;
  strengths: string;
  helps: string;
  support: SupportLevel;
  /** What their room must have, in the words of the beds' attributes. */
  roomNeeds: string[];
  /** What else the house has to think of. */
  houseNeeds: string;
  reviewBy: PlainDate;
}

/** A factor that was chosen, as far as it has been rated. */
export interface DraftRating {
  factor: Factor;
  poses: Level | null;
  vulnerable: Level | null;
  status: RiskStatus | null;
  evidence: string;
}

/** What has been written so far. Null, or empty, is what nobody has said yet. */
export interface AssessmentDraft {
  /** Somebody has said which factors apply, if any. */
  hasChosen: boolean;
  ratings: DraftRating[];
  source: string;
  sourceDate: PlainDate | null;
  strengths: string;
  helps: string;
  support: SupportLevel | null;
  roomNeeds: string[];
  houseNeeds: string;
  reviewBy: PlainDate | null;
}

/** The pages on which an assessment is written: which factors apply, one for each of them, and the rest. */
export const FIXED_PAGES = ['factors', 'rest', 'strengths', 'support', 'review'] as const;
export type AssessmentPage = Factor | (typeof FIXED_PAGES)[number];

/** What is wrong or missing: on which page, at which field of its form, and where in what the API is sent. */
export interface DraftFault {
  page: AssessmentPage;
  field: string;
  place: string;
  message: string;
}

/** When an assessment is signed, and for how many days the matching guide counts what is known. */
export interface Signing {
  today: PlainDate;
  days: number;
}

/** From here on a rating says what it rests on. */
export const NEEDS_EVIDENCE: Level = 3;

/** The factors of which a draft says that they do not apply. */
export const restOf = ({ ratings }: Pick<AssessmentDraft, 'ratings'>): Factor[] =>
  FACTOR_IDS.filter((factor) => !ratings.some((rating) => rating.factor === factor));

/** The pages of a draft in their order. Who rates every factor is not asked about the rest. */
export function pagesOf(draft: Pick<AssessmentDraft, 'ratings'>): AssessmentPage[] {
  return [
    'factors',
    ...draft.ratings.map(({ factor }) => factor),
    ...(restOf(draft).length > 0 ? (['rest'] as const) : []),
    'strengths',
    'support',
    'review',
  ];
}

/** The page beside another, or `undefined` at the end. */
export function pageBeside(
  draft: Pick<AssessmentDraft, 'ratings'>,
  page: AssessmentPage,
  side: 'after' | 'before',
): AssessmentPage | undefined {
  const pages = pagesOf(draft);
  return pages[pages.indexOf(page) + (side === 'after' ? 1 : -1)];
}

/**
 * What a draft lacks before somebody can sign it, in the order of its pages; empty when nothing. A factor that is chosen
 * is rated both ways, one of them above none: for what does not apply one word is enough. A 3 or a 4 says what it rests
 * on. One review date for the whole, from today until the day after which the matching guide counts it no more; what is
 * known of the rest is known by today, and no longer ago than what is known counts.
 *
 * Source: risk forms of several councils (0–4, a high rating carries a written rationale).
 */
export function faultsOf(draft: AssessmentDraft, { today, days }: Signing): DraftFault[] {
  const found: DraftFault[] = [];
  const add = (page: AssessmentPage, field: string, message: string, place = field) =>
    found.push({ page, field, place, message });
  if (!draft.hasChosen) add('factors', 'factors', 'Choose which of these apply, or say that none does.', 'ratings');
  for (const { factor, field, message } of twiceRated(draft.ratings)) add(factor, 'factor', message, field);
  for (const [index, rating] of draft.ratings.entries())
    for (const [field, message] of faultsOfRating(rating))
      add(rating.factor, field, message, `ratings.${index}.${field}`);
  if (restOf(draft).length > 0) {
    if (draft.source === '')
      add('rest', 'source', 'Say who or what tells you that there is no known concern.', 'noKnownConcern.source');
    if (draft.sourceDate === null)
      add('rest', 'sourceDate', 'Enter the date on which they said so.', 'noKnownConcern.date');
    else if (draft.sourceDate > today)
      add(
        'rest',
        'sourceDate',
        'This date is in the future. Enter the day on which they said so.',
        'noKnownConcern.date',
      );
    else if (draft.sourceDate < addDays(today, -days))
      add('rest', 'sourceDate', tooLongAgo(addDays(today, -days), days), 'noKnownConcern.date');
  }
  if (draft.strengths === '') add('strengths', 'strengths', 'Say what they are good at, or what goes well.');
  if (draft.support === null) add('support', 'support', 'Choose how much support they need.');
  if (draft.reviewBy === null) add('review', 'reviewBy', 'Enter the date by which it is looked at again.');
  else if (draft.reviewBy < today) add('review', 'reviewBy', 'This date has passed. Enter today or a later date.');
  else if (draft.reviewBy > addDays(today, days)) add('review', 'reviewBy', tooFarAhead(addDays(today, days), days));
  return found;
}

const counted = (days: number) =>
  `the matching guide counts what is known for ${days === 1 ? 'one day' : `${days} days`}`;
const tooLongAgo = (first: PlainDate, days: number) =>
  `This was too long ago: ${counted(days)}. Ask again, and enter ${sayDate(first)} or a later date.`;
const tooFarAhead = (last: PlainDate, days: number) =>
  `This is too far ahead: ${counted(days)}. Enter ${sayDate(last)} or an earlier date.`;

/** Factors that stand among the ratings a second time, and where: one rating a factor. */
export function twiceRated(
  ratings: readonly { factor: Factor }[],
): { factor: Factor; field: string; message: string }[] {
  return ratings.flatMap(({ factor }, index) =>
    ratings.findIndex((one) => one.factor === factor) < index
      ? [{ factor, field: `ratings.${index}.factor`, message: `${FACTORS[factor]} is rated twice.` }]
      : [],
  );
}

function faultsOfRating({ factor, poses, vulnerable, status, evidence }: DraftRating): [string, string][] {
  const name = FACTORS[factor];
  const found: [string, string][] = [];
  if (poses === null) found.push(['poses', `${name}: choose the risk to others.`]);
  if (vulnerable === null) found.push(['vulnerable', `${name}: choose the risk from others.`]);
  if (poses === 0 && vulnerable === 0)
    found.push(['poses', `${name}: rate one of the two above none, or take it out of those that apply.`]);
  if (status === null) found.push(['status', `${name}: choose how it stands now.`]);
  const highest = Math.max(poses ?? 0, vulnerable ?? 0) as Level;
  if (highest >= NEEDS_EVIDENCE && evidence === '')
    found.push(['evidence', `${name} is rated ${LEVEL_TEXT[highest].toLowerCase()}: say what this rests on.`]);
  return found;
}

/** A draft without faults as what is signed. */
export function asAssessment(draft: AssessmentDraft): Assessment {
  const { source, sourceDate, strengths, helps, support, roomNeeds, houseNeeds, reviewBy } = draft;
  return {
    ratings: FACTOR_IDS.flatMap((factor) => (draft.ratings as RatedFactor[]).filter((one) => one.factor === factor)),
    noKnownConcern: restOf(draft).length > 0 ? { source, date: sourceDate! } : null,
    ...{ strengths, helps, support: support!, roomNeeds, houseNeeds, reviewBy: reviewBy! },
  };
}

/** What stands on the record of a young person of what a stay of theirs needs. */
export interface NeedsOnRecord {
  supportLevel: SupportLevel;
  roomNeeds: readonly string[];
}

/**
 * What a new version starts from: the last one, or the record where there is none. When it was known that there is no
 * other concern, and by when it is looked at again, are said anew each time.
 */
export function draftFrom(last: Assessment | null, record: NeedsOnRecord): AssessmentDraft {
  return {
    hasChosen: last !== null,
    ratings: last?.ratings ?? [],
    source: last?.noKnownConcern?.source ?? '',
    sourceDate: null,
    strengths: last?.strengths ?? '',
    helps: last?.helps ?? '',
    support: last?.support ?? record.supportLevel,
    roomNeeds: last?.roomNeeds ?? [...record.roomNeeds],
    houseNeeds: last?.houseNeeds ?? '',
    reviewBy: null,
  };
}

/** The draft with these factors and no other: what was said of those that stay is kept. */
export function withFactors(draft: AssessmentDraft, chosen: readonly Factor[]): AssessmentDraft {
  const ratings = FACTOR_IDS.filter((factor) => chosen.includes(factor)).map(
    (factor): DraftRating =>
      draft.ratings.find((rating) => rating.factor === factor) ?? {
        ...{ factor, poses: null, vulnerable: null, status: null, evidence: '' },
      },
  );
  return { ...draft, hasChosen: true, ratings };
}

/**
 * What an assessment says of support and room where the record, by which rooms and staff are planned, says something else;
 * empty where both say the same, in whatever order. The assessment is what somebody found, the record is what is planned:
 * the one becomes the other when a person takes it over, never by itself, since nights are booked on it.
 *
 * @example assessedOtherwise({ support: 'one_to_one', roomNeeds: [] }, { supportLevel: 'shared', roomNeeds: [] }); // 'One to one, any room'
 */
export function assessedOtherwise(
  { support, roomNeeds }: Pick<Assessment, 'support' | 'roomNeeds'>,
  record: NeedsOnRecord,
): string {
  const isSame = support === record.supportLevel && roomNeeds.toSorted().join() === record.roomNeeds.toSorted().join();
  return isSame ? '' : sayNeeds(support, roomNeeds);
}

/** @example sayNeeds('shared', ['step-free']); // 'Shared, a room with: step-free' */
export function sayNeeds(support: SupportLevel, roomNeeds: readonly string[]): string {
  return `${SUPPORT_TEXT[support]}, ${roomNeeds.length > 0 ? `a room with: ${roomNeeds.join(', ')}` : 'any room'}`;
}
