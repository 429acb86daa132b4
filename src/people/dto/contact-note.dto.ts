import { TextField } from '../../web/fields.js';

export class ContactNoteDto {
  @TextField('What to know before calling', { max: 2000, required: false }) safeToContact?: string;
  @TextField('The language and interpreter', { max: 500, required: false }) interpreter?: string;
}
