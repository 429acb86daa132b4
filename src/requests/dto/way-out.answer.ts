import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextsAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { WAYS, type WayOut } from '../domain/ways-out.js';
import { MoveAnswer } from './option.answer.js';

@ApiSchema({
  name: 'WayOut',
  description: 'Nights and a bed with which a stay that has none would be solved: taken by its rebooking, or its move',
})
export class WayOutAnswer {
  @ChoiceAnswer('WayOutKind', WAYS) kind: WayOut['kind'];
  @PlainDateAnswer('Arrival, or tonight for somebody who is there') arrival: string;
  @PlainDateAnswer('Departure, or until when the bed is free') departure: string;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PartsAnswer(MoveAnswer, 'Booked stays that change beds for it') moves: MoveAnswer[];
  @TextsAnswer('What they need and the bed does not have') missing: readonly string[];
  @TextsAnswer('The beds that they have on the nights after it') after: readonly string[];
}

@ApiSchema({ name: 'WaysOut' })
export class WaysOutAnswer {
  @PartsAnswer(WayOutAnswer, 'In the order in which a family would ask; none where only a decision is wanted')
  ways: WayOutAnswer[];
}

@ApiSchema({ name: 'FreeBed', description: 'A bed that a stay could move to' })
export class FreeBedAnswer {
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PlainDateAnswer('Until when nobody else is to have it') departure: string;
  @TextsAnswer('What they need and the bed does not have') missing: readonly string[];
}

@ApiSchema({ name: 'FreeBeds' })
export class FreeBedsAnswer {
  @PlainDateAnswer('The first night of a move') arrival: string;
  @PlainDateAnswer('The departure') departure: string;
  @YesNoAnswer('Whether they are marked as keeping their room') keepsRoom: boolean;
  @PartsAnswer(FreeBedAnswer, 'Best first') beds: FreeBedAnswer[];
}
