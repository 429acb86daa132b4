import { isUUID } from 'class-validator';
import { sayInstant } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import type { StayState } from '../domain/stay-state.js';
import type { StayView } from '../stay-reader.js';

/** The first names of all of whom a step was taken. */
export const namesOf = (stays: readonly StayView[]): string[] => stays.map(({ youngPerson }) => youngPerson.firstName);

/** @example have(['Ash', 'Bo']); // 'Ash and Bo have' */
export const have = (names: readonly string[]): string => `${sayList(names)} ${names.length > 1 ? 'have' : 'has'}`;

/** Said of a time that is put right: nobody arrives or leaves a second time. */
export const corrected = ({ youngPerson, unit }: StayView, what: 'arrived' | 'left', at: Date): string =>
  `Corrected: ${youngPerson.firstName} ${what} on ${sayInstant(at, unit.zone)}. What was recorded before is kept in the history.`;

/** In which state brothers and sisters can take the step with them. */
export const TOGETHER_FROM: Record<string, StayState | undefined> = {
  arrive: 'booked',
  depart: 'in_residence',
  cancel: 'booked',
  'no-show': 'booked',
};

/** Who takes the same step, by their stays. */
export const others = ({ together = [] }: { together?: string[] }): string[] => together.filter((id) => isUUID(id));
