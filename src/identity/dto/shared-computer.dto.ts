import { IdField, TextField } from '../../web/fields.js';
import { LONGEST_PASSWORD } from '../domain/password-rules.js';

/** Coming back at a shared computer. */
export class ComeBackForm {
  @IdField('Name') person: string;
  @TextField('Your PIN', { max: 20 }) pin: string;
}

export class MarkComputerForm {
  @IdField('Unit') unit: string;
  @TextField('A name for this computer', { max: 60 }) name: string;
}

export class PinForm {
  @TextField('Your current password', { max: LONGEST_PASSWORD, trim: false }) currentPassword: string;
  @TextField('A PIN of six digits', { max: 20 }) newPin: string;
}
