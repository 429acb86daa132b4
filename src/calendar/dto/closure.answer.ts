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
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
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

@ApiSchema({ name: 'InTheWay', description: 'A stay or an offer on nights that would be closed' })
export class InTheWayAnswer {
  @ChoiceAnswer('InTheWayKind', ['stay', 'offer']) kind: 'stay' | 'offer';
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @TextAnswer('The name of its bed; empty for somebody who waits for one') bed: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @IdAnswer('The stay, of somebody whom I may see', { nullable: true }) stay: string | null;
  @IdAnswer('The request, of somebody whom I may see', { nullable: true }) request: string | null;
  @TextAnswer('In words') text: string;
}

@ApiSchema({ name: 'VisitInTheWay', description: 'A visit planned on a day on which the unit would be closed' })
export class VisitInTheWayAnswer {
  @IdAnswer('The visit, of somebody whom I may see', { nullable: true }) visit: string | null;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @PlainDateAnswer('Date') date: string;
  @TextAnswer('When it begins, by the clocks of the unit: HH:MM') startsAt: string;
  @TextAnswer('In words') text: string;
}

@ApiSchema({ name: 'ClosureCheck', description: 'What a closure would meet; nothing is saved' })
export class ClosureCheckAnswer {
  @WholeNumberAnswer('Bed nights that would be closed, as far as can be booked') nights: number;
  @WholeNumberAnswer('How many of them are kept for emergencies until then') kept: number;
  @PartsAnswer(InTheWayAnswer, 'What has to be moved first: the closure is refused until then')
  inTheWay: InTheWayAnswer[];
  @PartsAnswer(
    VisitInTheWayAnswer,
    'Visits that have to be moved or cancelled first: the closure is refused until then',
  )
  visits: VisitInTheWayAnswer[];
}
