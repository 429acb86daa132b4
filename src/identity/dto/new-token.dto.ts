import { TextField } from '../../web/fields.js';
import { SignInDto } from './sign-in.dto.js';

export class NewTokenDto extends SignInDto {
  @TextField('The label', { max: 100, required: false })
  label?: string;
}

export class OwnTokenForm {
  @TextField('What the token is for', { max: 100 })
  label: string;
}
