import { ApiSchema } from '@nestjs/swagger';
import {
  ChoicesAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { ESCORT_PARTS, type EscortPart } from '../domain/escort.js';

@ApiSchema({ name: 'Escort', description: 'Somebody who brings or collects a child, or must not' })
export class EscortAnswer {
  @IdAnswer('Id') id: string;
  @ChoicesAnswer('EscortPart', ESCORT_PARTS, 'What they do') parts: EscortPart[];
  @TextAnswer('Name') name: string;
  @TextAnswer('Who they are to the young person') relationship: string;
  @TextAnswer('Telephone number; may be empty for who must not collect') phone: string;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When it was recorded') at: Date;
}

@ApiSchema({ name: 'EscortTakenOff' })
export class EscortTakenOffAnswer extends EscortAnswer {
  @TextAnswer('Why they were taken off the list') why: string;
  @PartAnswer(NamedAnswer) takenOffBy: NamedAnswer;
  @InstantAnswer('When') takenOffAt: Date;
}

@ApiSchema({
  name: 'EscortsOfLastStay',
  description: 'Who brought and collected at the last stay: nobody has confirmed it for this one',
})
export class EscortsOfLastStayAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartsAnswer(EscortAnswer, 'Who it was') people: EscortAnswer[];
}

@ApiSchema({ name: 'EscortsConfirmed' })
export class EscortsConfirmedAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'Escorts', description: 'Who brings and collects a child, and who must not' })
export class EscortsAnswer {
  @PartsAnswer(EscortAnswer, 'In the order in which they were recorded') people: EscortAnswer[];
  @PartsAnswer(EscortAnswer, 'Who must not collect them, as recorded on another stay: it holds for every stay')
  mustNot: EscortAnswer[];
  @PartsAnswer(EscortTakenOffAnswer, 'Who was on the list before') takenOff: EscortTakenOffAnswer[];
  @PartAnswer(EscortsConfirmedAnswer, { nullable: true }) confirmed: EscortsConfirmedAnswer | null;
  @PartAnswer(EscortsOfLastStayAnswer, { nullable: true }) last: EscortsOfLastStayAnswer | null;
}
