import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextsAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { TOLD, type Told } from '../domain/their-side.js';

@ApiSchema({
  name: 'TheirNights',
  description: 'Nights as a key worker is told of them for their own young person: nothing of another child is in it',
})
export class TheirNightsAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('TheirAdvice', TOLD) advice: Told;
  @YesNoAnswer('Whether every night falls on a weekday that suits') suitsWeekdays: boolean;
  @InstantAnswer('When a named person decided that of these nights; null for advice', { nullable: true })
  decidedAt: Date | null;
  @TextsAnswer('About their own young person alone; whatever else stands against the nights is said in one sentence')
  reasons: string[];
}

@ApiSchema({ name: 'TheirOptions', description: 'The same of every start date that is to come' })
export class TheirOptionsAnswer {
  @IdAnswer('The request') request: string;
  @PartsAnswer(TheirNightsAnswer, 'By arrival') options: TheirNightsAnswer[];
}
