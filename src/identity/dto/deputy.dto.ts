import { PlainDateField, TextField } from '../../web/fields.js';

export class NameDeputyDto {
  /** Who is away, by id or email address; left out for oneself. */
  @TextField('Who is away', { max: 320, required: false }) absent?: string;
  /** By id or email address. */
  @TextField('Who stands in', { max: 320 }) deputy: string;
  @PlainDateField('The first day') firstDay: string;
  @PlainDateField('The last day') lastDay: string;
  @TextField('Note', { max: 500, required: false }) note?: string;
}
