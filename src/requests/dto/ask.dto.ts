import { ChoicesField, IdField, PlainDateField, TextField, WholeNumberField, YesNoField } from '../../web/fields.js';

export const ISO_WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What is asked for, but for whom and where. `from` is the earliest arrival, `to` the latest departure. */
export class AskedDto {
  @WholeNumberField('Nights', { min: 1, max: 400 }) nights: number;
  @PlainDateField('Earliest arrival') from: string;
  @PlainDateField('Latest departure') to: string;
  /** ISO weekdays (Monday 1) of the nights that suit; any when left out. */
  @ChoicesField('Weekdays', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  /** The aim in the family plan. */
  @TextField('What the break is for', { max: 4000 }) purpose: string;
  /** What the young person says, in their own words. */
  @TextField('Wishes', { max: 4000, required: false }) wishes?: string;
}

/** What of a draft is to be otherwise. */
export class ChangeDraftDto {
  @WholeNumberField('Nights', { min: 1, max: 400, required: false }) nights?: number;
  @PlainDateField('Earliest arrival', { required: false }) from?: string;
  @PlainDateField('Latest departure', { required: false }) to?: string;
  @ChoicesField('Weekdays', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  @TextField('What the break is for', { max: 4000, required: false }) purpose?: string;
  @TextField('Wishes', { max: 4000, required: false }) wishes?: string;
}

export class AskDto extends AskedDto {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
  @YesNoField('Draft', { required: false }) draft?: boolean;
}
