import { date, dateTime } from '../../web/filters.js';
import type { Fact } from '../domain/past-fact.js';
import { SUPPORT_TEXT, type SupportLevel } from '../domain/stay-needs.js';
import type { KeptFact } from '../past-facts.service.js';

const yesNo = (was: string) => (was === 'true' ? 'yes' : 'no');

const LABEL: Record<Fact, { label: string; text?: (was: string) => string }> = {
  caseNumber: { label: 'Case number' },
  firstName: { label: 'First name' },
  lastName: { label: 'Last name' },
  dateOfBirth: { label: 'Date of birth', text: date },
  dateOfBirthIsGuess: { label: 'Date of birth is a guess', text: yesNo },
  supportLevel: { label: 'Support', text: (was) => SUPPORT_TEXT[was as SupportLevel] },
  roomNeeds: { label: 'Room needs', text: (was) => was || 'none' },
  keepsRoom: { label: 'Keeps the same room', text: yesNo },
  noticeDays: {
    label: 'Notice that the family needs',
    text: (was) => (was === 'null' ? 'not recorded' : `${was} days`),
  },
};

/** What stood on a record before, a line each. */
export const pastFactLines = (facts: readonly KeptFact[]) =>
  facts.map(({ field, was, until, by }) => {
    const { label, text = String } = LABEL[field];
    return { what: `${label}: ${text(was)}`, who: `Until ${by} changed it, ${dateTime(until)}` };
  });
