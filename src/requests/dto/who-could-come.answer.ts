import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { COULD, type Could } from '../domain/who-could-come.js';
import { EnquiryAnswer } from './enquiry.answer.js';
import { FitAnswer } from './fit.answer.js';
import { MoveAnswer, ObstacleAnswer } from './option.answer.js';

@ApiSchema({ name: 'OpenRequest', description: 'A request of theirs to the unit for all of these nights' })
export class OpenRequestAnswer {
  @IdAnswer('The part of the request: its options are under this id') id: string;
  @WholeNumberAnswer('The number that people say to each other') number: number;
}

@ApiSchema({ name: 'CouldCome', description: 'A young person, and where they stand with the nights' })
export class CouldComeAnswer {
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @ChoiceAnswer('Could', COULD) could: Could;
  @WholeNumberAnswer('The place among those of the same kind; null where it cannot be these nights', { nullable: true })
  place: number | null;
  @TextsAnswer('Why they stand there: need, the last break, nights left, an open request, notice') turn: string[];
  @PartAnswer(NamedAnswer, { nullable: true }) bed: NamedAnswer | null;
  @PartsAnswer(MoveAnswer, 'Booked stays that would change beds') moves: MoveAnswer[];
  @PartAnswer(FitAnswer, { nullable: true }) compatibility: FitAnswer | null;
  @PartsAnswer(ObstacleAnswer, 'What stands against the nights, where it cannot be these') reasons: ObstacleAnswer[];
  @PartAnswer(OpenRequestAnswer, { nullable: true }) request: OpenRequestAnswer | null;
  @PartsAnswer(EnquiryAnswer, 'What their key worker was asked about these nights or some of them')
  enquiries: EnquiryAnswer[];
}

@ApiSchema({ name: 'CouldCounts', description: 'How many there are of each kind' })
export class CouldCountsAnswer {
  @WholeNumberAnswer('Those who fit') fits: number;
  @WholeNumberAnswer('Those who fit with a plan') with_a_plan: number;
  @WholeNumberAnswer('Those who are not assessed, or of whom somebody who would be there is not') not_assessed: number;
  @WholeNumberAnswer('Those for whom it cannot be these nights') not_these_nights: number;
}

@ApiSchema({ name: 'WhoCouldCome', description: 'Whom free nights suit: advice, a person decides whom to ask' })
export class WhoCouldComeAnswer {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('Could', COULD) show: Could;
  @PartAnswer(CouldCountsAnswer) counts: CouldCountsAnswer;
  @PartsAnswer(ObstacleAnswer, 'What stands against the nights whoever would come') against: ObstacleAnswer[];
  @WholeNumberAnswer('Others of the council whom the unit does not know; nothing is told of them')
  unknownToUnit: number;
  @PartsAnswer(CouldComeAnswer, 'Those of the kind asked for, in the order of whose turn it is')
  items: CouldComeAnswer[];
  @TextAnswer('The cursor of the next page', { nullable: true }) next: string | null;
}
