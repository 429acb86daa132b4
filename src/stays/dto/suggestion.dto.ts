import { TextField } from '../../web/fields.js';

export class SuggestionDoneDto {
  @TextField('What came of it', { max: 2000 }) text: string;
}
