import { SUPPORT_LEVELS, SUPPORT_TEXT } from '../../people/domain/stay-needs.js';
import { EASE_TEXT, FACTORS, LEVEL_TEXT, RISK_STATUS_TEXT } from './factors.js';
import { BAND_TEXT, VERDICT_TEXT } from './verdicts.js';

/** What stands in a column, and how it is asked for. */
type Kind =
  | { kind: 'words' | 'reason' }
  /** What is counted stands behind the number. */
  | { kind: 'number'; unit: string }
  | { kind: 'level' }
  | { kind: 'choice' | 'choices'; choices: Readonly<Record<string, string>> };

export type Column = Kind & {
  /** Where it is in its row: `points`, `needs.shared`. */
  name: string;
  label: string;
  hint?: string;
};

/** A part of the matching guide as people read and change it: one row, one for each of some names, or a list. */
export interface Section {
  /** In addresses. */
  id: string;
  title: string;
  /** What it does, in a sentence. */
  about: string;
  /** Where it is in the document: `group.concerns`; '' for the document itself. */
  at: string;
  columns: readonly Column[];
  /** The names that have a row each, with their words. */
  names?: Readonly<Record<string, string>>;
  /** Of a list: the columns by which its rows are told apart, and the word between them. */
  list?: { by: readonly string[]; word: string };
}

const why: Column = {
  name: 'why',
  label: 'Why',
  kind: 'reason',
  hint: 'Every weight says why it is what it is, in words that a practitioner can check.',
};
const points = (label: string, hint?: string): Column => {
  return { name: 'points', label, kind: 'number', unit: 'points', ...(hint && { hint }) };
};
const factor = (name: string, label: string): Column => ({ name, label, kind: 'choice', choices: FACTORS });
const number = (name: string, label: string, unit: string, hint?: string): Column => {
  return { name, label, kind: 'number', unit, ...(hint && { hint }) };
};
const who: Column = {
  ...{ name: 'by', label: 'Who may sign' },
  ...{ kind: 'choice', choices: { unit_staff: 'Unit staff or a manager', manager: 'A manager' } },
};
const EASES = Object.fromEntries(
  Object.entries(EASE_TEXT).map(([ease, text]) => [ease, text.charAt(0).toUpperCase() + text.slice(1)]),
);
const ADVICE = { suitable: VERDICT_TEXT.suitable, only_with_mitigation: VERDICT_TEXT.only_with_mitigation };

/** The whole matching guide, section by section, in the order in which it is read. */
export const SECTIONS: readonly Section[] = [
  {
    ...{ id: 'title', at: '', title: 'Name' },
    about: 'What this matching guide is called.',
    columns: [{ name: 'title', label: 'Name of the matching guide', kind: 'words' }],
  },
  {
    ...{ id: 'interactions', at: 'interactions', title: 'Risks that meet a need' },
    about:
      'What one young person poses to others meets what another is vulnerable to. Each direction counts by itself.',
    list: { by: ['poses', 'vulnerable'], word: ' meets ' },
    columns: [
      factor('poses', 'Risk to others'),
      factor('vulnerable', 'Risk from others'),
      points('Most points', 'Taken when a very high risk that is serious meets a very high need. 0 to 100.'),
      why,
    ],
  },
  {
    ...{ id: 'alike', at: 'alike', title: 'Risks that two share' },
    about: 'What two young people both do, and draw each other into.',
    list: { by: ['factor'], word: '' },
    columns: [
      factor('factor', 'What both pose'),
      { name: 'from', label: 'Counted from', kind: 'level', hint: 'Where both are at this level or above.' },
      points('Most points', 'Taken when both are very high. 0 to 100.'),
      number(
        ...(['friendsPercent', 'Friends', '%'] as const),
        'Of the points, for two who get on well. 100 or more: friends who go missing together are a risk, not a strength.',
      ),
      why,
    ],
  },
  {
    ...{ id: 'statuses', at: 'statuses', title: 'How a risk stands now' },
    about: 'How much of the points a risk takes by its status.',
    names: RISK_STATUS_TEXT,
    columns: [number('percent', 'Share of the points', '%'), why],
  },
  {
    ...{ id: 'eases', at: 'eases', title: 'What the house can do' },
    about: 'What lessens some risks, and how much of their points is left then.',
    list: { by: ['ease'], word: '' },
    columns: [
      { name: 'ease', label: 'What the house does', kind: 'choice', choices: EASES },
      { name: 'factors', label: 'What it eases', kind: 'choices', choices: FACTORS },
      number('percent', 'Points that are left', '%', '0 to 100.'),
      why,
    ],
  },
  {
    ...{ id: 'age-gap', at: 'ageGap', title: 'Difference of age' },
    about: 'Between two who are no siblings.',
    columns: [
      number('freeYears', 'Years that count for nothing', 'years'),
      number('pointsAYear', 'For each year beyond', 'points'),
      number('most', 'At most', 'points'),
      why,
    ],
  },
  {
    ...{ id: 'mitigation', at: 'mitigation', title: 'A decision “only with mitigation”' },
    about: 'What it takes when two are only together with a plan.',
    columns: [points('Points'), why],
  },
  {
    ...{ id: 'high-support', at: 'group.highSupport', title: 'High support on one night' },
    about: 'Young people who need an adult or more for themselves.',
    columns: [number('atMost', 'At most', 'young people'), points('For each above'), why],
  },
  {
    ...{ id: 'support', at: 'group.support', title: 'Support of all, against the staff on duty' },
    about: 'How much of the staff each support level takes, and what it costs to be above what they can give.',
    columns: [
      ...SUPPORT_LEVELS.map((level) => number(`needs.${level}`, SUPPORT_TEXT[level], 'of the staff', 'Halves count.')),
      number('pointsAHalf', 'For each half above', 'points'),
      why,
    ],
  },
  {
    ...{ id: 'concerns', at: 'group.concerns', title: 'At most so many with the same risk' },
    about: 'A limit of the whole group of a night.',
    list: { by: ['factor', 'level'], word: ', ' },
    columns: [
      factor('factor', 'What they pose'),
      { name: 'level', label: 'Counted from', kind: 'level' },
      number('atMost', 'At most', 'young people'),
      points('For each above'),
      why,
    ],
  },
  {
    ...{ id: 'bands', at: 'bands', title: 'Bands' },
    about: 'By the worst single reason, least first: nothing offsets it.',
    list: { by: ['band'], word: '' },
    columns: [
      { name: 'band', label: 'Band', kind: 'choice', choices: BAND_TEXT },
      number('from', 'From', 'points', 'The first band begins at 0.'),
      { name: 'verdict', label: 'Advice', kind: 'choice', choices: { ...ADVICE, unsuitable: VERDICT_TEXT.unsuitable } },
      why,
    ],
  },
  {
    ...{ id: 'score', at: 'score', title: 'The sum of all reasons' },
    about: 'Out of 100, what is left when everything is taken off: many small things add up.',
    columns: [
      number('suitableFrom', 'Suitable from', 'of 100'),
      number('mitigationFrom', 'Only with mitigation from', 'of 100'),
      why,
    ],
  },
  {
    ...{ id: 'stale', at: 'stale', title: 'How long information counts' },
    about: 'After so many days a young person counts as not assessed until somebody has looked again.',
    columns: [
      number('assessmentDays', 'An assessment', 'days'),
      number('whatChangedDays', 'What has changed before a stay', 'days'),
      why,
    ],
  },
  {
    ...{ id: 'against-advice', at: 'againstAdvice', title: 'Who may sign against the advice' },
    about: 'Always with a reason. The matching guide advises; a named person decides.',
    names: {
      only_with_mitigation: VERDICT_TEXT.only_with_mitigation,
      not_assessed: VERDICT_TEXT.not_assessed,
      unsuitable: VERDICT_TEXT.unsuitable,
    },
    columns: [who, why],
  },
];

export const LEVEL_CHOICES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LEVEL_TEXT).filter(([level]) => level !== '0'),
);
