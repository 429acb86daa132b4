import { invalidField } from '../../kernel/domain-error.js';
import { addMonths, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { answersOf, CHARACTERISTICS, type CharacteristicKind } from '../../people/domain/characteristics.js';
import { FEWEST, hideSmall, hideSmallParts, medianOf, type Shown } from './suppress.js';

/** One break that was asked for, as far as the monitoring of equality goes by it. */
export interface AskedBreak {
  youngPersonId: string;
  answers: Partial<Record<CharacteristicKind, string>>;
  /** It was declined, or decided to be not suitable. */
  refused: boolean;
  /** Whole days from when it was sent to the first offer that was signed; null where there was none. */
  waited: number | null;
  /** Of the advice, 0 to 100, as it was when somebody decided last; null where nobody has, or nobody could say. */
  score: number | null;
}

export interface GroupFigures {
  answer: string;
  text: string;
  /** Young people of the group who asked. */
  people: Shown;
  requests: Shown;
  /** Those of them of whom a request was refused. */
  refused: Shown;
  /** Medians. */
  waited: Shown;
  score: Shown;
}

export interface EqualityFigures {
  kind: CharacteristicKind;
  heading: string;
  groups: GroupFigures[];
}

export interface Totals {
  people: Shown;
  requests: Shown;
  refused: Shown;
  waited: Shown;
  score: Shown;
}

/** Figures go no further back. */
const FIRST = '2015-01-01';

/**
 * The twelve whole months before the month of a day. Whole months, and always twelve: two periods that differ by a day or a
 * month would give that day or month away, one group minus the other. A day that is to come, or long past, is refused.
 *
 * @example twelveMonths('2027-03-12', '2027-03-12'); // { arrival: '2026-03-01', departure: '2027-03-01' }
 */
export function twelveMonths(until: PlainDate, today: PlainDate): Nights {
  if (until > today || until < addMonths(FIRST, 12))
    throw invalidField('until', `Figures are there from ${sayDate(FIRST)} to today. Check the year.`);
  const departure = `${until.slice(0, 8)}01`;
  return { arrival: addMonths(departure, -12), departure };
}

/**
 * What came of the breaks that were asked for, group by group, for managers who check that nobody is treated worse
 * (Equality Act 2010, section 149). It is counted in young people, since ten requests can be one child's: a group is shown
 * from five young people on, and what is hidden cannot be worked out from the totals (see `hideSmall`). A median is of at
 * least five young people of the group.
 *
 * It says that groups fare differently, and not why.
 *
 * @example figuresBy('disability', asked).groups[0]; // { answer: 'yes', text: 'Disabled', people: 12, requests: 30, refused: null, waited: 4, score: 90 }
 */
export function figuresBy(kind: CharacteristicKind, asked: readonly AskedBreak[]): EqualityFigures {
  const groups = answersOf(kind).map(({ value, text }) => {
    const ofGroup = asked.filter(({ answers }) => (answers[kind] ?? 'not_recorded') === value);
    return { answer: value, text, asked: ofGroup };
  });
  const people = hideSmall(groups.map((group) => countPeople(group.asked)));
  const refused = hideSmallParts(
    groups.map((group) => countPeople(group.asked.filter((one) => one.refused))),
    people,
  );
  return {
    kind,
    heading: CHARACTERISTICS[kind].heading,
    groups: groups.map(({ answer, text, asked: ofGroup }, place) => ({
      ...{ answer, text, people: people[place]!, refused: refused[place]! },
      requests: people[place] === null ? null : ofGroup.length,
      waited: people[place] === null ? null : medianBy(ofGroup, 'waited'),
      score: people[place] === null ? null : medianBy(ofGroup, 'score'),
    })),
  };
}

/** The same of all together: hidden where they are fewer than five. */
export function totalsOf(asked: readonly AskedBreak[]): Totals {
  const shown = (count: number): Shown => (count >= FEWEST ? count : null);
  const people = shown(countPeople(asked));
  return {
    people,
    requests: people === null ? null : asked.length,
    refused: shown(countPeople(asked.filter(({ refused }) => refused))),
    waited: medianBy(asked, 'waited'),
    score: medianBy(asked, 'score'),
  };
}

const countPeople = (asked: readonly AskedBreak[]): number =>
  new Set(asked.map(({ youngPersonId }) => youngPersonId)).size;

function medianBy(asked: readonly AskedBreak[], figure: 'waited' | 'score'): Shown {
  const known = asked.filter((one) => one[figure] !== null);
  return countPeople(known) < FEWEST ? null : medianOf(known.map((one) => one[figure]!));
}
