import { TextField } from '../../web/fields.js';

export class HomeAddressDto {
  /** Empty where they have no home of their own now. */
  @TextField('The home address', { max: 500, required: false }) address?: string;
}
