import { PlainDateField, TextField } from '../../web/fields.js';
import { LONGEST_NAME, MOST_CHARACTERS } from '../read-terms.js';

export class TermDto {
  @TextField('The name', { max: LONGEST_NAME }) name: string;
  @PlainDateField('The first day') firstDay: string;
  @PlainDateField('The last day') lastDay: string;
}

export class ReviseTermDto {
  @TextField('The name', { max: LONGEST_NAME, required: false }) name?: string;
  @PlainDateField('The first day', { required: false }) firstDay?: string;
  @PlainDateField('The last day', { required: false }) lastDay?: string;
}

export class ImportTermsDto {
  /** One term a line: name, first day, last day. */
  @TextField('The list', { max: MOST_CHARACTERS }) csv: string;
}

/** The form of an import: looked at first, then saved. */
export class ImportTermsForm extends ImportTermsDto {
  @TextField('The step', { max: 20, required: false }) step?: string;
}

/** A form whose only field is its button. */
export class RemoveTermForm {}
