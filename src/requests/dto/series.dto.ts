import { OmitType } from '@nestjs/swagger';
import {
  ChoiceField,
  IdField,
  IdsField,
  PlainDateField,
  TextField,
  WholeNumberField,
  WordsField,
  YesNoField,
} from '../../web/fields.js';
import { PartField, PartsField } from '../../web/part-field.js';
import {
  EVERY,
  MOST_OCCURRENCES,
  MOST_OFFERS,
  MOST_SLACK,
  WHICH_DATES,
  type Every,
  type WhichDates,
} from '../domain/series.js';
import { LONGEST_WORD } from '../domain/shown-group.js';
import { AnswerDto, DecisionDto } from './offers.dto.js';

/** What is said of one date by itself: left out, or put elsewhere. */
export class SeriesDateDto {
  @PlainDateField('The date') date: string;
  /** Left out; it stays known, so that it can be put back. */
  @YesNoField('Skip', { required: false }) skip?: boolean;
  /** When they would arrive instead. */
  @PlainDateField('The arrival', { required: false }) arrival?: string;
}

/** How a break repeats: `every`, or a recurrence rule of RFC 5545, from the first arrival on. */
export class SeriesDto {
  @ChoiceField('How often', EVERY, { required: false }) every?: Every;
  @TextField('Rule', { max: 400, required: false }) rule?: string;
  @PlainDateField('The first arrival', { required: false }) from?: string;
  @WholeNumberField('Nights', { min: 1, max: 400, required: false }) nights?: number;
  /** The last date on which one may begin; as far ahead as can be booked when left out. */
  @PlainDateField('The last date', { required: false }) until?: string;
  /** Instead of a last date: how many breaks. */
  @WholeNumberField('How many breaks', { min: 1, max: 1000, required: false }) times?: number;
  @ChoiceField('Which dates', WHICH_DATES, { required: false }) which?: WhichDates;
  /** By how many days a break may begin earlier or later where its own date does not work. */
  @WholeNumberField('Days earlier', { min: 0, max: MOST_SLACK, required: false }) earlier?: number;
  @WholeNumberField('Days later', { min: 0, max: MOST_SLACK, required: false }) later?: number;
  /** Single dates that are left out or put elsewhere. */
  @PartsField('Dates', SeriesDateDto, { max: MOST_OCCURRENCES }) dates?: SeriesDateDto[];
}

/** A series that nobody has asked for yet. */
export class PreviewSeriesDto {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
  @PartField('How it repeats', SeriesDto) series: SeriesDto;
}

export class ChosenDto {
  @PlainDateField('The date') date: string;
  /** Other nights of its days; those asked for, or else the nearest, when left out. */
  @PlainDateField('The arrival', { required: false }) arrival?: string;
  /** The moves of booked stays that you agree to, as the list of the breaks has them. */
  @WordsField('Moves', { max: 40, required: false }) moves?: string[];
}

export class ProposeSeriesDto {
  /** Every break that fits when left out. */
  @PartsField('Breaks', ChosenDto, { max: MOST_OCCURRENCES }) breaks?: ChosenDto[];
}

/** What you saw of an offer, in the word that the list of the breaks gives out. */
export class SeenOfferDto {
  @IdField('Offer') offer: string;
  @TextField('What you saw', { max: LONGEST_WORD }) seenGroup: string;
}

export class SignSeriesDto extends OmitType(DecisionDto, ['seenGroup']) {
  /** The dates of the breaks, with the ETag of their list as `If-Match`; all that wait for it when left out. */
  @WordsField('Dates', { max: MOST_OCCURRENCES, required: false }) dates?: string[];
  /** The offers that you saw, and no others: needed without `If-Match`. One that is another by now is left and said. */
  @IdsField('Offers', { max: MOST_OFFERS, required: false }) offers?: string[];
  /**
   * What you saw of each of `offers`, from the list of the breaks; a no needs none. One of which it is another by now, who is there, what is known of them or
   * the advice, is left and said.
   */
  @PartsField('What you saw of each', SeenOfferDto, { max: MOST_OFFERS }) seenGroups?: SeenOfferDto[];
}

export class AcceptSeriesDto extends OmitType(AnswerDto, ['together']) {
  /** The dates of the breaks, with the ETag of their list as `If-Match`; all that the family is asked about when left out. */
  @WordsField('Dates', { max: MOST_OCCURRENCES, required: false }) dates?: string[];
  /** The offers that you saw, and no others: needed without `If-Match`. One that is another by now is left and said. */
  @IdsField('Offers', { max: MOST_OFFERS, required: false }) offers?: string[];
}

export class ShiftDto {
  /** When they would arrive instead. */
  @PlainDateField('Arrival') arrival: string;
  /** Whether all that follow it are put as many days earlier or later. */
  @YesNoField('This and following', { required: false }) following?: boolean;
}
