import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { ChoiceField, ChoicesField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { READY_OWNERS, type ReadyOwner } from '../domain/readiness.js';
import { CONSENTS, type Consent } from '../domain/confirmation.js';

export class ConfirmDto {
  @PlainDateField('The date', { required: false }) dated?: string;
  @ChoicesField('Consents', CONSENTS, { required: false }) covers?: Consent[];
  @ChoiceField('Legal basis', LEGAL_STATUSES, { required: false }) legalStatus?: LegalStatus;
  @TextField('The note', { max: 2000, required: false }) note?: string;
  /**
   * Of `compatibility`, where it is needed: the word of all that you decided on, from `GET /stays/{id}/look-again`. Where who is
   * there, what is known of them or the advice is another by now, nothing is confirmed: 409.
   */
  @TextField('What you saw', { max: 64, required: false }) seenGroup?: string;
  /** What seems to be the name of another young person in the note is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

/** Of one of the unit's own items. */
export class OwnCheckDto {
  @YesNoField('Whether it is in order') done: boolean;
  /** Needed where it is not in order after all. */
  @TextField('The note', { max: 2000, required: false }) note?: string;
  /** What seems to be the name of another young person in the note is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class UnitCheckDto {
  @TextField('What has to be in order', { max: 200 }) text: string;
  @ChoiceField('Whose it is', READY_OWNERS) owner: ReadyOwner;
}

export class ChooseCheckDto {
  @YesNoField('Whether the unit asks for it') applies: boolean;
}
