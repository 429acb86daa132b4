import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';

export const LEGAL_STATUS_TEXT: Record<LegalStatus, string> = {
  s17: 'Section 17',
  s20_short_break: 'Section 20, short break',
  s20: 'Section 20',
  police_protection: 'Police protection',
  other: 'Other',
};

const MEANING: Record<LegalStatus, string> = {
  s17: 'A service for a child in need and their family. They are not looked after.',
  s20_short_break:
    'Looked after for this stay only, as one of a series of short breaks: at most 17 days at a time and 75 in twelve months.',
  s20: 'Looked after, as a placement and not as a short break: the full care planning rules and an independent reviewing officer.',
  police_protection: 'Brought by the police for their safety, for 72 hours at most.',
  other: 'Another part of the law, and no short break: its nights do not count. Say which in the note.',
};

/** The choices of a form, each with what it means. */
export function legalStatusChoices(): { value: LegalStatus; text: string; hint: { text: string } }[] {
  return LEGAL_STATUSES.map((value) => ({ value, text: LEGAL_STATUS_TEXT[value], hint: { text: MEANING[value] } }));
}
