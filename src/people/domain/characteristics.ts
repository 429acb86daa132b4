import { actsAs, type Actor } from '../../identity/domain/actor.js';

export interface Characteristic {
  /** As it is asked, of the young person or their family. */
  question: string;
  /** As a table of figures is headed by it. */
  heading: string;
  answers: Readonly<Record<string, string>>;
}

/**
 * What is asked for the monitoring of equality, and for nothing else: no matching guide may go by it, no decision shows it
 * and no list is sorted by it (Equality Act 2010, sections 4 and 149). Age and sex are not among them: the statement of
 * purpose of a home may have them.
 *
 * Source: the questions and groups of the census of England and Wales 2021 (Office for National Statistics), in their
 * widest form, so that groups are large enough to be counted.
 */
export const CHARACTERISTICS = {
  ethnicity: {
    question: 'Which ethnic group are they of?',
    heading: 'Ethnic group',
    answers: {
      asian: 'Asian or Asian British',
      black: 'Black, Black British, Caribbean or African',
      mixed: 'Mixed or multiple ethnic groups',
      white: 'White',
      other: 'Another ethnic group',
    },
  },
  religion: {
    question: 'What is their religion?',
    heading: 'Religion or belief',
    answers: {
      none: 'No religion',
      buddhist: 'Buddhist',
      christian: 'Christian',
      hindu: 'Hindu',
      jewish: 'Jewish',
      muslim: 'Muslim',
      sikh: 'Sikh',
      other: 'Another religion or belief',
    },
  },
  disability: {
    question: 'Are they disabled?',
    heading: 'Disability',
    answers: { yes: 'Disabled', no: 'Not disabled' },
  },
  sexual_orientation: {
    question: 'What is their sexual orientation?',
    heading: 'Sexual orientation',
    answers: {
      straight: 'Straight or heterosexual',
      gay_or_lesbian: 'Gay or lesbian',
      bisexual: 'Bisexual',
      other: 'Another sexual orientation',
    },
  },
  gender_reassignment: {
    question: 'Is their gender the same as the sex registered at their birth?',
    heading: 'Gender reassignment',
    answers: { same: 'The same as registered', different: 'Different from what was registered' },
  },
} as const satisfies Record<string, Characteristic>;

export type CharacteristicKind = keyof typeof CHARACTERISTICS;
export const CHARACTERISTIC_KINDS = Object.keys(CHARACTERISTICS) as CharacteristicKind[];

/** Answers that every one of them has beside its own: nobody has to say, and to say nothing is no answer. */
const ANYWAY = { prefers_not_to_say: 'Prefers not to say', not_recorded: 'Not recorded' } as const;

/**
 * Each answer that there is to a question, in the order in which it is shown, with how it is said. *Not recorded* comes
 * last and holds until somebody has asked.
 *
 * @example answersOf('disability').map(({ value }) => value); // ['yes', 'no', 'prefers_not_to_say', 'not_recorded']
 */
export function answersOf(kind: CharacteristicKind): { value: string; text: string }[] {
  return Object.entries({ ...CHARACTERISTICS[kind].answers, ...ANYWAY }).map(([value, text]) => ({ value, text }));
}

/** An answer as it is said; of one that is not among them the word for none. @example sayAnswer('disability', 'yes'); // 'Disabled' */
export function sayAnswer(kind: CharacteristicKind, answer: string): string {
  return answersOf(kind).find(({ value }) => value === answer)?.text ?? ANYWAY.not_recorded;
}

/**
 * Whether somebody reads and writes what a young person is said to be: their key worker, or who stands in for them. Nobody
 * who decides about nights does, so that it can never weigh in a decision; managers see figures of groups.
 */
export function mayKnowCharacteristics(
  actor: Pick<Actor, 'id' | 'role' | 'standsInFor'>,
  person: { keyWorker: { id: string } },
): boolean {
  return actor.role === 'cas_worker' && actsAs(actor, person.keyWorker.id);
}

/** What is to be met for a young person, whoever they are: for everybody who cares for them. */
export const NEEDS_TO_MEET = {
  diet: { label: 'Food and drink', hint: 'For example halal, kosher, vegetarian, what they must not have' },
  faith: {
    label: 'Faith and belief',
    hint: 'For example times of prayer, fasting, a place of worship, what they wear',
  },
  access: { label: 'Access', hint: 'For example how they move about, see, hear, or make themselves understood' },
  identity: { label: 'Who they are', hint: 'For example the name and pronouns that they use, care of skin and hair' },
} as const;
export type NeedToMeet = keyof typeof NEEDS_TO_MEET;
export const NEED_KINDS = Object.keys(NEEDS_TO_MEET) as NeedToMeet[];
