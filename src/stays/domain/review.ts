import type { FieldError } from '../../kernel/domain-error.js';
import type { AimMet } from '../../people/domain/family-plan.js';

/** Who says how a stay went. */
export const VOICES = ['young_person', 'family', 'staff'] as const;
export type Voice = (typeof VOICES)[number];

export const FACES = [1, 2, 3, 4, 5] as const;
export type Face = (typeof FACES)[number];

/** The faces in words, from the worst to the best. */
export const FACE_TEXT: Record<Face, string> = { 1: 'Very bad', 2: 'Bad', 3: 'OK', 4: 'Good', 5: 'Very good' };

export const MET_AIM = ['yes', 'partly', 'no'] as const;
export type MetAim = (typeof MET_AIM)[number];

export const MET_AIM_TEXT: Record<MetAim, string> = {
  yes: 'Yes, it met its aim',
  partly: 'It met its aim in part',
  no: 'No, it did not meet its aim',
};

/** How a young person said it: on the page made for them, on paper, or to somebody who wrote it down. */
export const OWN_WAYS = ['themselves', 'paper', 'told'] as const;
export type OwnWay = (typeof OWN_WAYS)[number];

export const OWN_WAY_TEXT: Record<OwnWay, string> = {
  themselves: 'on their own page',
  paper: 'on paper',
  told: 'to somebody who wrote it down',
};

export const isOwnWay = (how: string): how is OwnWay => OWN_WAYS.some((way) => way === how);

/** What one voice says of a stay. What the voice does not say is left out. */
export interface Said {
  voice: Voice;
  face?: Face | undefined;
  said?: string | undefined;
  /** Who of the family. */
  saidBy?: string | undefined;
  how?: string | undefined;
  metAim?: MetAim | undefined;
  nextTime?: string | undefined;
  /** Why there is no word of the young person, or of the family. */
  withoutYoungPerson?: string | undefined;
  withoutFamily?: string | undefined;
}

/** What staff say of one aim of the family plan that the stay was for. */
export interface OfAim {
  aim: string;
  met: AimMet;
  said?: string | undefined;
}

/** What is wrong with what is said of single aims, given those that the stay is for; empty when nothing is. */
export function checkAims(voice: Voice, said: readonly OfAim[], aims: readonly { id: string }[]): FieldError[] {
  const wrong = (message: string): FieldError[] => [{ field: 'aims', message }];
  if (said.length === 0) return [];
  if (voice !== 'staff') return wrong('This is no part of what this voice says. Leave it out.');
  if (said.some(({ aim }) => !aims.some(({ id }) => id === aim)))
    return wrong('One of these is no aim that the stay was for. Choose among those.');
  const isTwice = new Set(said.map(({ aim }) => aim)).size < said.length;
  return isTwice ? wrong('Say of each aim once whether the stay met it.') : [];
}

type Field = Exclude<keyof Said, 'voice'>;

const FIELDS: Record<Voice, readonly Field[]> = {
  young_person: ['face', 'said', 'how'],
  family: ['face', 'said', 'saidBy', 'how'],
  staff: ['said', 'metAim', 'nextTime', 'withoutYoungPerson', 'withoutFamily'],
};

const PRINTED: Record<'young_person' | 'family', string> = {
  young_person: 'Choose a face, or write something.',
  family: 'Choose a face, or write down what they said.',
};

/**
 * What is wrong with what a voice says of a stay, by the API's names; empty when nothing is. A face says enough, and so do
 * words. Staff say whether the stay met its aim and why; where the young person or the family has not been heard by then,
 * they say why not: nobody is left out without a word.
 *
 * @param heard the voices that have said something of this stay already
 * @example checkReview({ voice: 'staff', metAim: 'yes', said: 'He slept', withoutFamily: 'Abroad' }, ['young_person']); // []
 */
export function checkReview(said: Said, heard: readonly Voice[]): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: Field, message: string) => errors.push({ field, message });
  const { voice } = said;
  const isGiven = (field: Field) => said[field] !== undefined && said[field] !== '';
  for (const field of new Set(VOICES.flatMap((one) => FIELDS[one])))
    if (isGiven(field) && !FIELDS[voice].includes(field))
      add(field, 'This is no part of what this voice says. Leave it out.');
  if (voice === 'staff') {
    if (!said.metAim) add('metAim', 'Choose whether the stay met its aim.');
    if (!isGiven('said')) add('said', 'Say why, in a sentence or two.');
    if (!heard.includes('young_person') && !isGiven('withoutYoungPerson'))
      add('withoutYoungPerson', 'Nobody has recorded what the young person says. Ask them first, or say why not.');
    if (!heard.includes('family') && !isGiven('withoutFamily'))
      add('withoutFamily', 'Nobody has recorded what the family says. Ask them first, or say why not.');
    return errors;
  }
  if (!said.face && !isGiven('said')) add('face', PRINTED[voice]);
  if (voice === 'family') {
    if (!isGiven('saidBy')) add('saidBy', 'Enter who of the family said it.');
    if (!isGiven('how')) add('how', 'Choose how they said it.');
  } else if (!isOwnWay(said.how ?? '')) add('how', `Say how they said it: one of ${OWN_WAYS.join(', ')}.`);
  return errors;
}

/**
 * Whether the unit's own people are asked if the words name another young person: of all that somebody writes down for
 * others, and never on the page made for the young person, where it can be marked afterwards.
 */
export function asksWhetherItNames({ voice, how, said }: Pick<Said, 'voice' | 'how' | 'said'>): boolean {
  return voice !== 'young_person' || (how !== 'themselves' && Boolean(said));
}

/** What a stay can show that somebody should decide; it decides nothing itself. */
export const SUGGESTION_KINDS = ['matching_decision', 'assessment'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export const SUGGESTION_TEXT: Record<SuggestionKind, string> = {
  matching_decision: 'A matching decision about two young people should be looked at',
  assessment: 'A new assessment is needed',
};
