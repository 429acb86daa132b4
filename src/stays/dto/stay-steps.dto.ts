import { TextField, InstantField } from '../../web/fields.js';

export class HappenedDto {
  /** When it happened; now when left out. */
  @InstantField('Time', { required: false }) at?: Date;
}

export class DepartDto extends HappenedDto {
  @TextField('Reason', { max: 1000, required: false }) reason?: string;
}

export class ReasonDto {
  @TextField('Reason', { max: 1000 }) reason: string;
}
