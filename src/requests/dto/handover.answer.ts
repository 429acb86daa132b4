import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { StayAnswer } from '../../stays/dto/stay.answer.js';
import { NOTE_KINDS, type NoteKind } from '../../stays/domain/stay-note.js';
import { ChoiceAnswer, IdAnswer, InstantAnswer, PartAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'EarlierNote', description: 'What a note of the house said before it was put right' })
export class EarlierNoteAnswer {
  @TextAnswer('The note') text: string;
  @InstantAnswer('When it was written') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'NoteTakenBack' })
export class NoteTakenBackAnswer {
  @TextAnswer('Why it does not hold any more') why: string;
  @InstantAnswer('When it was taken back') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

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
  @PartsAnswer(EarlierNoteAnswer, 'Of a note of the house: what it said before it was put right, the oldest first')
  earlier: EarlierNoteAnswer[];
  @PartAnswer(NoteTakenBackAnswer, { nullable: true }) takenBack: NoteTakenBackAnswer | null;
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
