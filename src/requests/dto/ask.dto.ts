import {
  ChoicesField,
  IdField,
  IdsField,
  PlainDateField,
  TextField,
  WholeNumberField,
  YesNoField,
} from '../../web/fields.js';

import { LONGEST_WISHES, MOST_SIBLINGS } from '../domain/answers.js';
import { MOST_WINDOWS } from '../domain/windows.js';
import { SeriesDto } from './series.dto.js';
import { PartField, PartsField } from '../../web/part-field.js';

export const ISO_WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export class WindowDto {
  @PlainDateField('Earliest arrival') from: string;
  @PlainDateField('Latest departure') to: string;
}

export class SaidByDto {
  @IdField('Young person') youngPerson: string;
  @TextField('Wishes', { max: LONGEST_WISHES, required: false }) wishes?: string;
}

/**
 * What is asked for, but for whom and where. `from` is the earliest arrival, `to` the latest departure. A draft may leave
 * anything out; to be submitted a request needs the nights, both dates and what the break is for.
 */
export class ChangeDraftDto {
  @WholeNumberField('Nights', { min: 1, max: 400, required: false }) nights?: number;
  @PlainDateField('Earliest arrival', { required: false }) from?: string;
  @PlainDateField('Latest departure', { required: false }) to?: string;
  /** Several stretches of dates instead of the two dates, such as weekends: the stay lies in one of them. */
  @PartsField('Stretches of dates', WindowDto, { max: MOST_WINDOWS }) windows?: WindowDto[];
  /** How it repeats, instead of the dates: each time is a stay of its own. */
  @PartField('How it repeats', SeriesDto) series?: SeriesDto;
  /** How many of the stretches are wanted, each for a stay of its own; 1 when left out. */
  @WholeNumberField('Breaks', { min: 1, max: MOST_WINDOWS, required: false }) breaks?: number;
  /** Brothers and sisters who are to come together: the same is asked for each. */
  @IdsField('Brothers and sisters', { min: 0, max: MOST_SIBLINGS, required: false }) siblings?: string[];
  /** ISO weekdays (Monday 1) of the nights that suit; any when left out. */
  @ChoicesField('Weekdays', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  /** Aims of the family plans of all for whom it is asked. */
  @IdsField('Aims', { min: 0, max: 20, required: false }) aims?: string[];
  /** What the break is for, where no aim of the plan says it. */
  @TextField('What the break is for', { max: 4000, required: false }) purpose?: string;
  /** What the young person says, in their own words; of brothers and sisters, what the one says who is named first. */
  @TextField('Wishes', { max: LONGEST_WISHES, required: false }) wishes?: string;
  /** What brothers and sisters say, each in their own words; who is left out says what they said before. */
  @PartsField('What brothers and sisters say', SaidByDto, { max: MOST_SIBLINGS }) theirWishes?: SaidByDto[];
  @TextField('What the family says', { max: 4000, required: false }) familyWishes?: string;
  @TextField('What else the unit should know', { max: 4000, required: false }) unitShouldKnow?: string;
  /** Decided by the hours on the clock, at any hour of any day. */
  @YesNoField('Emergency', { required: false }) emergency?: boolean;
}

export class AskDto extends ChangeDraftDto {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
  @YesNoField('Draft', { required: false }) draft?: boolean;
}
