import { ApiSchema } from '@nestjs/swagger';
import { InstantAnswer, TextAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'ContactNote', description: 'What whoever calls the family has to know first' })
export class ContactNoteAnswer {
  @TextAnswer('Whom to call and when, and what must not be said to whom; empty for nothing') safeToContact: string;
  @TextAnswer('The language, and whether somebody has to interpret; empty for none') interpreter: string;
  @TextAnswer('Who wrote it; null while nobody has', { nullable: true }) writtenBy: string | null;
  @InstantAnswer('When; null while nobody has', { nullable: true }) writtenAt: Date | null;
}
