import { ChoicesField, IdsField, TextField, WordsField } from '../../web/fields.js';
import { ESCORT_PARTS, type EscortPart } from '../domain/escort.js';

export class EscortDto {
  @ChoicesField('What they do', ESCORT_PARTS) parts: EscortPart[];
  @TextField('Their name') name: string;
  @TextField('Who they are to the young person') relationship: string;
  @TextField('Telephone number', { max: 40, required: false }) phone?: string;
}

export class ConfirmEscortsDto {
  /** Those of the last stay to whom it still applies; whoever must not collect comes along in any case. */
  @IdsField('people of the last stay', { min: 0, max: 50, required: false }) keep?: string[];
}

/** As a page sends it: a form says nothing of boxes that are not ticked. */
export class ConfirmEscortsForm {
  @WordsField('Those of the last stay', { max: 50, required: false }) keep?: string[];
}

export class RemoveEscortDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}
