import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  TextAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { NOTE_KINDS, type NoteKind } from '../domain/stay-note.js';

@ApiSchema({ name: 'CorrectedNote' })
export class CorrectedNoteAnswer {
  @IdAnswer('The note that is put right') id: string;
  @InstantAnswer('When it was written') at: Date;
}

@ApiSchema({ name: 'StayNote', description: 'A signed note on a stay; it is never edited' })
export class StayNoteAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('StayNoteKind', NOTE_KINDS) kind: NoteKind;
  @TextAnswer('The note; empty for a CAS worker where a later note that puts it right names another young person')
  text: string;
  @YesNoAnswer('It names another young person, and a CAS worker does not see it') namesOthers: boolean;
  @InstantAnswer('When it was written') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @PartAnswer(CorrectedNoteAnswer, { nullable: true }) corrects: CorrectedNoteAnswer | null;
  @YesNoAnswer('A later note puts it right') corrected: boolean;
}

@ApiSchema({ name: 'StayNotes' })
export class StayNotesAnswer extends pageOfAnswers(StayNoteAnswer) {}
