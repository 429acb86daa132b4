import { LONGEST_PASSWORD } from '../domain/password-rules.js';
import { TextField } from '../../web/fields.js';

/** How long a new password must be is said by the service, with what helps. */
export class ChangePasswordForm {
  @TextField('Your current password', { max: LONGEST_PASSWORD, trim: false })
  currentPassword: string;

  @TextField('A new password', { max: LONGEST_PASSWORD, trim: false })
  newPassword: string;
}
