import { ChoiceField, IdField, PlainDateField, TextField, WholeNumberField, YesNoField } from '../../web/fields.js';
import { PartField, PartsField } from '../../web/part-field.js';
import { EVERY, MOST_OCCURRENCES, MOST_SLACK, WHICH_DATES, type Every, type WhichDates } from '../domain/series.js';

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
