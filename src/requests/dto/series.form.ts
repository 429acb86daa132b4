import { ChoiceField, PlainDateField, TextsField, WholeNumberField } from '../../web/fields.js';
import { EVERY, MOST_OCCURRENCES, MOST_SLACK, WHICH_DATES, type Every, type WhichDates } from '../domain/series.js';

/** What the pages ask about how a break repeats: each has its own of these fields. */
export class SeriesForm {
  @PlainDateField('The first arrival', { required: false }) from?: string;
  @WholeNumberField('The number of nights', { min: 1, max: 400, required: false }) nights?: number;
  @ChoiceField('How often', EVERY, { required: false }) every?: Every;
  @PlainDateField('The last date', { required: false }) until?: string;
  @ChoiceField('Which dates', WHICH_DATES, { required: false }) which?: WhichDates;
  @WholeNumberField('How many days earlier', { min: 0, max: MOST_SLACK, required: false }) earlier?: number;
  @WholeNumberField('How many days later', { min: 0, max: MOST_SLACK, required: false }) later?: number;
  @ChoiceField('What comes next', ['later'], { required: false }) then?: 'later';
}

/** What becomes of each date: `2027-03-12=keep`, `2027-03-12=skip`, or the arrival instead. */
export class SeriesDatesForm {
  @TextsField('What becomes of each date', { max: 30, most: MOST_OCCURRENCES, required: false }) said?: string[];
  @ChoiceField('What comes next', ['look', 'later'], { required: false }) then?: 'look' | 'later';
}
