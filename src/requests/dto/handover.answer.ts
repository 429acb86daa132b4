import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { StayAnswer } from '../../stays/dto/stay.answer.js';
import { NOTE_KINDS, type NoteKind } from '../../stays/domain/stay-note.js';
import { ChoiceAnswer, IdAnswer, InstantAnswer, PartAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'HandoverNote', description: 'A note for the next shift: on a stay, or of the house' })
export class HandoverNoteAnswer {
  @IdAnswer('Id') id: string;
  @IdAnswer('The stay; null for a note of the house', { nullable: true }) stay: string | null;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @ChoiceAnswer('StayNoteKind', NOTE_KINDS, { nullable: true }) kind: NoteKind | null;
  @TextAnswer('The note') text: string;
  @InstantAnswer('When it was written') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @PartsAnswer(NamedAnswer, 'Who has read it, in the order of reading; not whoever wrote it') readBy: NamedAnswer[];
}

@ApiSchema({ name: 'Handover', description: 'Who is where, and what the next shift should know' })
export class HandoverAnswer {
  @PartsAnswer(StayAnswer, 'Who is in the building') inTheBuilding: StayAnswer[];
  @PartsAnswer(StayAnswer, 'Who keeps a bed and is not there') away: StayAnswer[];
  @PartsAnswer(StayAnswer, 'Who is expected today, or was') arriving: StayAnswer[];
  @PartsAnswer(StayAnswer, 'Who is expected tomorrow') arrivingTomorrow: StayAnswer[];
  @PartsAnswer(StayAnswer, 'Who leaves today, or should have left') leaving: StayAnswer[];
  @PartsAnswer(StayAnswer, 'Who leaves tomorrow') leavingTomorrow: StayAnswer[];
  @PartsAnswer(HandoverNoteAnswer, 'Of the last three days, and those that nobody has read yet; the latest first')
  notes: HandoverNoteAnswer[];
}
