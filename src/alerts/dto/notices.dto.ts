import { InstantField } from '../../web/fields.js';

export class ReadNoticesDto {
  @InstantField('When the newest of them was made') until: Date;
}
