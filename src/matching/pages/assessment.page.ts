import type { Actor } from '../../identity/domain/actor.js';
import { sayDate } from '../../kernel/say-date.js';
import { SUPPORT_TEXT } from '../../people/domain/stay-needs.js';
import { dateTime } from '../../web/filters.js';
import type { OpenDraft, SignedAssessment } from '../assessment-reader.js';
import type { Assessed } from '../assessments.service.js';
import { sayRating, sayRest } from '../domain/assessment-changes.js';
import {
  assessedOtherwise,
  faultsOf,
  pagesOf,
  sayNeeds,
  type Assessment,
  type AssessmentPage,
  type NeedsOnRecord,
  type Signing,
} from '../domain/assessment.js';
import { FACTORS } from '../domain/factors.js';

export const assessmentPath = (youngPersonId: string) => `/young-people/${youngPersonId}/assessment`;
export const versionPath = (youngPersonId: string, version: number) =>
  `${assessmentPath(youngPersonId)}/versions/${version}`;
export const askPath = (youngPersonId: string, page: AssessmentPage, change = false) =>
  `${assessmentPath(youngPersonId)}/ask/${page}${change ? '?change=yes' : ''}`;
export const checkPath = (youngPersonId: string) => `${assessmentPath(youngPersonId)}/check`;

/** Where a draft is taken up again: the first page that lacks something, or the check of them all. */
export function resumePath(youngPersonId: string, draft: OpenDraft, signing: Signing): string {
  const pages = pagesOf(draft);
  // Of a version that starts from the last nobody has looked yet at what is carried over: it begins at the beginning.
  if (draft.begunAt.getTime() === draft.changedAt.getTime()) return askPath(youngPersonId, pages[0]!);
  const lacking = new Set(faultsOf(draft, signing).map(({ page }) => page));
  const page = pages.find((one) => lacking.has(one));
  return page ? askPath(youngPersonId, page) : checkPath(youngPersonId);
}

/** What a signed version says, a row each. */
export function assessmentRows(assessment: Assessment) {
  const { ratings, strengths, helps, support, roomNeeds, houseNeeds, reviewBy } = assessment;
  return [
    ...ratings.map((rating) => ({ key: FACTORS[rating.factor], text: sayRating(rating) })),
    {
      key: ratings.length > 0 ? 'All the rest' : 'All factors',
      text: assessment.noKnownConcern ? `No known concern: ${sayRest(assessment)}` : '',
    },
    { key: 'Strengths', text: strengths },
    { key: 'What helps', text: helps || 'Nothing written' },
    { key: 'Support', text: SUPPORT_TEXT[support] },
    { key: 'What the room must have', text: roomNeeds.join(', ') || 'Any room' },
    { key: 'What else the house thinks of', text: houseNeeds || 'Nothing written' },
    { key: 'Looked at again by', text: sayDate(reviewBy) },
  ].filter(({ text }) => text !== '');
}

/** Who signed and who countersigned a version. */
export function signatures({ version, signedBy, signedAt, alsoWrittenBy, countersigned }: SignedAssessment) {
  const others = alsoWrittenBy.map(({ name }) => name).join(', ');
  const signed = `Signed by ${signedBy.name}, ${dateTime(signedAt)}${others && `, written with ${others}`}`;
  return {
    version,
    signed,
    countersigned: countersigned
      ? `Countersigned by ${countersigned.by.name}, ${dateTime(countersigned.at)}`
      : 'Not countersigned',
  };
}

/** Whether the actor can be the second person of this version: nobody who wrote any of it can. */
export const mayCountersign = (
  actor: Pick<Actor, 'id'>,
  assessment: Pick<SignedAssessment, 'version' | 'signedBy' | 'alsoWrittenBy' | 'countersigned'>,
  latest: SignedAssessment | null,
): boolean =>
  latest?.version === assessment.version &&
  !assessment.countersigned &&
  [assessment.signedBy, ...assessment.alsoWrittenBy].every(({ id }) => id !== actor.id);

/** A version that was signed since a draft was begun: whoever goes on with the draft reads it first. */
export function signedMeanwhile(
  youngPersonId: string,
  { fromVersion }: Pick<OpenDraft, 'fromVersion'>,
  latest: SignedAssessment | null,
) {
  if (!latest || latest.version === fromVersion) return null;
  const { version, signed } = signatures(latest);
  return { version, signed, href: versionPath(youngPersonId, version) };
}

/** The page of all that was assessed of somebody. */
export function assessedPage(
  youngPersonId: string,
  { standing, latest }: Assessed,
  versions: readonly SignedAssessment[],
  draft: OpenDraft | null,
  signing: Signing,
) {
  return {
    path: assessmentPath(youngPersonId),
    standing,
    isAssessed: standing.gap === null,
    latest: latest && {
      ...signatures(latest),
      rows: assessmentRows(latest),
      href: versionPath(youngPersonId, latest.version),
    },
    versions: versions.map((one) => ({
      ...signatures(one),
      reviewBy: one.reviewBy,
      href: versionPath(youngPersonId, one.version),
    })),
    draft: draft && {
      by: draft.changedBy.name,
      at: draft.changedAt,
      meanwhile: signedMeanwhile(youngPersonId, draft, latest),
      href: resumePath(youngPersonId, draft, signing),
    },
  };
}

/** Where support and room on the record are not what the assessment says; empty where they are the same. */
export function offRecord(assessed: Pick<Assessment, 'support' | 'roomNeeds'>, record: NeedsOnRecord): string {
  if (!assessedOtherwise(assessed, record)) return '';
  const onRecord = sayNeeds(record.supportLevel, record.roomNeeds);
  return `Their record, by which rooms and staff are planned, says: ${onRecord}.`;
}
