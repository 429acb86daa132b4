import { LONGEST_PASSWORD } from '../domain/password-rules.js';
import { TextField } from '../../web/fields.js';

export class SignInDto {
  @TextField('Your email address', { max: 254 })
  email: string;

  @TextField('Your password', { max: LONGEST_PASSWORD, trim: false })
  password: string;
}
