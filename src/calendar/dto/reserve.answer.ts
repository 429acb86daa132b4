import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'Reserve', description: 'A bed that is held back for emergencies' })
export class ReserveAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PlainDateAnswer('The first night') from: string;
  @PlainDateAnswer('The last night, or null for as far as can be booked', { nullable: true }) to: string | null;
  @ApiProperty({ type: 'array', items: { type: 'integer' }, description: '1 for Monday to 7; empty for every night' })
  weekdays: number[];
  @WholeNumberAnswer('Hours before the night at which it is released, or null', { nullable: true })
  releaseHours: number | null;
  @TextAnswer('Note; may be empty') note: string;
  @TextAnswer('Who made it') madeBy: string;
  @InstantAnswer('When') madeAt: Date;
  @TextAnswer('Who ended it, or null', { nullable: true }) endedBy: string | null;
  @InstantAnswer('When it was ended, or null', { nullable: true }) endedAt: Date | null;
}

@ApiSchema({ name: 'KeptNight' })
export class KeptNightAnswer {
  @PlainDateAnswer('Night') night: string;
  @InstantAnswer('When it is anybody’s again, or null', { nullable: true }) releaseAt: Date | null;
}

@ApiSchema({ name: 'ReserveEvent' })
export class ReserveEventAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('Who') by: string;
  @ChoiceAnswer('ReserveAction', ['made', 'released', 'ended']) action: string;
  @PlainDateAnswer('The night that was released, or null', { nullable: true }) night: string | null;
}

@ApiSchema({ name: 'ReserveWithNights' })
export class ReserveWithNightsAnswer extends ReserveAnswer {
  @PartsAnswer(KeptNightAnswer, 'The next nights that are kept, at most 30') nights: KeptNightAnswer[];
  @PartsAnswer(ReserveEventAnswer, 'The last 100, latest first') events: ReserveEventAnswer[];
}

@ApiSchema({ name: 'MadeReserve' })
export class MadeReserveAnswer extends ReserveWithNightsAnswer {
  @TextsAnswer('Nights of the rule on which something stands already: they are not kept') taken: string[];
}

@ApiSchema({ name: 'Reserves' })
export class ReservesAnswer extends pageOfAnswers(ReserveAnswer) {}
