import { sayDate } from '../../kernel/say-date.js';
import { dateTime } from '../../web/filters.js';
import { CONSENT_TEXT, CONSENTS, type ConfirmedItem } from '../domain/confirmation.js';
import { LEGAL_STATUS_TEXT, legalStatusChoices } from '../domain/legal-status-text.js';
import { isOpen, openText, READY_TITLE, thingsOpen, type ReadyState } from '../domain/readiness.js';
import type { OwnCheck } from '../domain/unit-check.js';
import type { Confirmed } from '../readiness-reader.js';
import type { Check, Checklist } from '../readiness.service.js';

const STATE: Record<ReadyState, { text: string; band: 'good' | 'bad' | 'warn' }> = {
  done: { text: 'Done', band: 'good' },
  missing: { text: 'Missing', band: 'bad' },
  out_of_date: { text: 'Out of date', band: 'warn' },
};

export type CheckLink = { href: string; text: string } | undefined;

/** The checklist as a page shows it: what is open first, each with what somebody can do about it. */
export function checklistPage(
  { items, own, open }: Checklist,
  linkOf: (check: Check) => CheckLink,
  ownLinkOf: (check: OwnCheck) => CheckLink = () => undefined,
) {
  const rows = items.map((check) => ({
    ...{ item: check.item, title: check.title, text: check.text, whose: check.whose, isOpen: isOpen(check) },
    ...{ stateText: STATE[check.state].text, band: STATE[check.state].band },
    confirmed: check.confirmed && confirmedLine(check.confirmed),
    link: linkOf(check),
  }));
  const theirs = own.map((check) => ({
    ...{ item: check.id, title: check.text, whose: check.whose, isOpen: isOpen(check) },
    text: check.said ? '' : 'Nobody has said yet that it is in order.',
    ...{ stateText: STATE[check.state].text, band: STATE[check.state].band },
    confirmed: check.said && ownLine(check.said),
    link: ownLinkOf(check),
  }));
  const all = [...rows, ...theirs];
  return {
    items: [...all.filter((row) => row.isOpen), ...all.filter((row) => !row.isOpen)],
    open,
    openText: openText(open, all.length),
    thingsOpen: thingsOpen(open),
  };
}

/** What was said of one of the unit's own items. */
const ownLine = ({ done, note, by, at }: NonNullable<OwnCheck['said']>) => ({
  ...{ said: done ? 'In order' : 'Not in order after all', note, who: `${by.name}, ${dateTime(at)}` },
});

/** What was confirmed, by whom and when. */
export function confirmedLine({ dated, covers, legalStatus, note, by, at }: Confirmed) {
  const said = [
    ...(covers.length > 0 ? [`Consent ${covers.map((one) => CONSENT_TEXT[one]).join(' and ')}`] : []),
    ...(legalStatus ? [LEGAL_STATUS_TEXT[legalStatus]] : []),
    ...(dated ? [`Dated ${sayDate(dated)}`] : []),
  ];
  return { said: said.join('. '), note, who: `${by.name}, ${dateTime(at)}` };
}

/** @example linkTo('/stays/1/checklist')({ item: 'contact', state: 'missing', … }); // { href: '/stays/1/checklist/contact', text: 'Record' } */
export const linkTo =
  (path: string) =>
  ({ item, state }: Pick<Check, 'item' | 'state'>): CheckLink => ({
    href: `${path}/${item}`,
    text: state === 'done' ? 'Record again' : 'Record',
  });

/** The form on which an item is confirmed: what it asks for. */
export function confirmPage(item: ConfirmedItem, firstName: string) {
  return {
    item,
    title: READY_TITLE[item],
    ...FORM[item](firstName),
    consents: CONSENTS.map((value) => ({ value, text: `Consent ${CONSENT_TEXT[value]}` })),
    legalStatuses: legalStatusChoices(),
  };
}

interface Form {
  heading: string;
  date?: { label: string; hint: string };
  note: { label: string; hint?: string };
}

const FORM: Record<ConfirmedItem, (firstName: string) => Form> = {
  care_plan: (name) => ({
    heading: `Which care plan of ${name} have you read?`,
    date: { label: 'The date of the care plan', hint: 'The date on it, for example 17/5/2027' },
    note: { label: 'Note (optional)', hint: 'Where it is kept, or what to look out for.' },
  }),
  medication: (name) => ({
    heading: `What does ${name} take?`,
    date: {
      label: 'When was it gone over?',
      hint: 'With the family, the doctor or the pharmacy, for example 17/5/2027',
    },
    note: {
      label: 'What they take and when, or “nothing”',
      hint: 'This is no medication chart: what is given is written on the chart.',
    },
  }),
  consents: (name) => ({
    heading: `Which consents are there for ${name}?`,
    date: { label: 'When were they signed?', hint: 'The older date where there are two, for example 17/5/2027' },
    note: { label: 'Note', hint: 'Who signed. Needed if there is none: say why, or who withdrew it.' },
  }),
  legal_basis: (name) => ({
    heading: `Under which part of the law would ${name} stay?`,
    note: { label: 'Note (needed for “other”)', hint: 'Who said so. It is decided for each stay once it is booked.' },
  }),
  contact: (name) => ({
    heading: `Who can be reached while ${name} is here?`,
    note: {
      label: 'Name, telephone number and when',
      hint: 'For this stay: somebody who can answer, and come, at any hour. Ask them first.',
    },
  }),
  compatibility: (name) => ({
    heading: `Does the match of ${name} still stand?`,
    note: { label: 'Why they can still be there together', hint: 'Only the unit reads it. Your name is kept with it.' },
  }),
};
