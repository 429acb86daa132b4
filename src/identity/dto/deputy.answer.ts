import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, pageOfAnswers, PartAnswer, PlainDateAnswer, TextAnswer } from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'Deputy', description: 'Who stands in for a CAS worker, with their access, actions and messages' })
export class DeputyAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(NamedAnswer) absent: NamedAnswer;
  @PartAnswer(NamedAnswer) deputy: NamedAnswer;
  @PlainDateAnswer('The first day') firstDay: string;
  @PlainDateAnswer('The last day; it is the deputy’s to its end') lastDay: string;
  @TextAnswer('Note; may be empty') note: string;
  @TextAnswer('Who named them') namedBy: string;
}

@ApiSchema({ name: 'Deputies' })
export class DeputiesAnswer extends pageOfAnswers(DeputyAnswer) {}
