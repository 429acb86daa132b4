import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { ChoiceField, ChoicesField, PlainDateField, TextField } from '../../web/fields.js';
import { CONSENTS, type Consent } from '../domain/confirmation.js';

export class ConfirmDto {
  @PlainDateField('The date', { required: false }) dated?: string;
  @ChoicesField('Consents', CONSENTS, { required: false }) covers?: Consent[];
  @ChoiceField('Legal basis', LEGAL_STATUSES, { required: false }) legalStatus?: LegalStatus;
  @TextField('The note', { max: 2000, required: false }) note?: string;
}
