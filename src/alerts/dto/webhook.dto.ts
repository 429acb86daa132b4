import { IdField, TextField } from '../../web/fields.js';

const LONGEST_URL = 2_000;

export class NewWebhookDto {
  @TextField('A name', { max: 60 }) name: string;
  @TextField('The address', { max: LONGEST_URL }) url: string;
  @IdField('Unit', { required: false }) unit?: string;
}
