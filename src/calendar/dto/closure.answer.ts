import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { BED_REASONS, UNIT_REASONS, type ClosureReason } from '../domain/closure.js';

const REASONS = [...new Set([...UNIT_REASONS, ...BED_REASONS])];

@ApiSchema({ name: 'Closure', description: 'Nights on which a unit, or one bed of it, takes nobody' })
export class ClosureAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartAnswer(NamedAnswer, { nullable: true }) bed: NamedAnswer | null;
  @PlainDateAnswer('The first night') from: string;
  @PlainDateAnswer('The first night on which it is in use again') to: string;
  @TextAnswer('The rule by which it comes again, or null', { nullable: true }) rrule: string | null;
  @ChoiceAnswer('ClosureReason', REASONS) reason: ClosureReason;
  @TextAnswer('Note; may be empty') note: string;
  @PlainDateAnswer('The night on which it ended before its time, or null', { nullable: true }) endedOn: string | null;
  @TextAnswer('Who made it') madeBy: string;
  @InstantAnswer('When') madeAt: Date;
}

@ApiSchema({ name: 'ClosureEvent', description: 'What was decided of a closure, as it was then' })
export class ClosureEventAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('Who') by: string;
  @ChoiceAnswer('ClosureAction', ['made', 'revised', 'ended']) action: string;
  @PlainDateAnswer('From') from: string;
  @PlainDateAnswer('To') to: string;
  @ChoiceAnswer('ClosureReason', REASONS) reason: ClosureReason;
  @TextAnswer('Note') note: string;
  @PlainDateAnswer('In use again from, or null', { nullable: true }) endedOn: string | null;
}

@ApiSchema({ name: 'ClosureWithEvents' })
export class ClosureWithEventsAnswer extends ClosureAnswer {
  @PartsAnswer(ClosureEventAnswer, 'Oldest first') events: ClosureEventAnswer[];
}

@ApiSchema({ name: 'Closures' })
export class ClosuresAnswer extends pageOfAnswers(ClosureAnswer) {}
