import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { CRITERIA, type Criterion } from '../domain/priority.js';
import { WindowAnswer } from './request.answer.js';

@ApiSchema({ name: 'PriorityShare', description: 'What one thing gives, of what it can give at the most, and why' })
export class PriorityShareAnswer {
  @ChoiceAnswer('PriorityCriterion', CRITERIA) criterion: Criterion;
  @WholeNumberAnswer('Points') points: number;
  @WholeNumberAnswer('The most that it can give') of: number;
  @TextAnswer('Why, as a sentence') why: string;
}

@ApiSchema({
  name: 'WaitingPlace',
  description: 'Where a stay that is waited for stands by the council’s priority rule',
})
export class WaitingPlaceAnswer {
  @WholeNumberAnswer('Its place, from 1') place: number;
  @WholeNumberAnswer('How many wait for the unit in all') of: number;
  @WholeNumberAnswer('Its points: the sum of its shares') points: number;
  @WholeNumberAnswer('The most points that there can be') mostPoints: number;
  @PartsAnswer(PriorityShareAnswer, 'How the points come about') shares: PriorityShareAnswer[];
}

@ApiSchema({ name: 'Waiting', description: 'A stay that is waited for' })
export class WaitingAnswer extends WaitingPlaceAnswer {
  @IdAnswer('The part of the request: its options are under this id') id: string;
  @WholeNumberAnswer('The number of the request that people say to each other') number: number;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @WholeNumberAnswer('Nights wanted') nights: number;
  @PartsAnswer(WindowAnswer, 'The stretches of dates in which the stay may lie') windows: WindowAnswer[];
}

@ApiSchema({ name: 'WaitingList', description: 'Those who wait for a unit, the best placed first' })
export class WaitingListAnswer {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @TextAnswer('The council’s priority rule, by its title') rule: string;
  @PlainDateAnswer('The day on which the order stands') today: string;
  @WholeNumberAnswer('How many wait in all') of: number;
  @PartsAnswer(WaitingAnswer, 'The best placed first') items: WaitingAnswer[];
  @TextAnswer('The cursor of the next page', { nullable: true }) next: string | null;
}
