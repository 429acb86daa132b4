import { ApiSchema } from '@nestjs/swagger';
import { NamedAimAnswer } from '../../people/dto/family-plan.answer.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { REQUEST_STATES, type RequestState } from '../domain/states.js';
import { UseOfKindAnswer } from './allocation.answer.js';

@ApiSchema({ name: 'LeftOfAllocation' })
export class LeftOfAllocationAnswer {
  @PlainDateAnswer('The first day') firstDay: string;
  @PlainDateAnswer('The last day') lastDay: string;
  @PartsAnswer(UseOfKindAnswer, 'Weekday, weekend, school holiday') kinds: UseOfKindAnswer[];
}

@ApiSchema({ name: 'AlikeRequest', description: 'Another request of the same young person for the same nights' })
export class AlikeRequestAnswer {
  @IdAnswer('The request') id: string;
  @WholeNumberAnswer('Its number') number: number;
  @TextAnswer('The unit') unit: string;
  @ChoiceAnswer('RequestState', REQUEST_STATES) state: RequestState;
  @PlainDateAnswer('Arrival, or the earliest') arrival: string;
  @PlainDateAnswer('Departure, or the latest') departure: string;
}

@ApiSchema({ name: 'MissingAnswer', description: 'An answer that is missing, or that cannot be' })
export class MissingAnswer {
  @TextAnswer('The field') field: string;
  @TextAnswer('What to do, as a sentence') message: string;
}

@ApiSchema({ name: 'AimToName', description: 'An aim of their family plan that a break can be for' })
export class AimToNameAnswer extends NamedAimAnswer {
  @YesNoAnswer('Whether this request is for it') named: boolean;
}

@ApiSchema({ name: 'BeforeSubmittingOfOne', description: 'What to know of one of those for whom it is asked' })
export class BeforeSubmittingOfOneAnswer {
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
  @PartsAnswer(LeftOfAllocationAnswer, 'Those whose period the nights could fall into')
  allocations: LeftOfAllocationAnswer[];
  @PartsAnswer(AlikeRequestAnswer, 'The newest first') alike: AlikeRequestAnswer[];
  @PartsAnswer(AimToNameAnswer, 'In the order in which they were agreed') aims: AimToNameAnswer[];
}

@ApiSchema({ name: 'BeforeSubmitting', description: 'Its allocations and what is alike are those of the first' })
export class BeforeSubmittingAnswer {
  @PartsAnswer(BeforeSubmittingOfOneAnswer, 'The young person and, of a request for several, each brother and sister')
  each: BeforeSubmittingOfOneAnswer[];
  @PartsAnswer(LeftOfAllocationAnswer, 'Those whose period the nights could fall into')
  allocations: LeftOfAllocationAnswer[];
  @PartsAnswer(AlikeRequestAnswer, 'The newest first') alike: AlikeRequestAnswer[];
  @PartsAnswer(MissingAnswer, 'Why it cannot be submitted as it stands; empty when it can') missing: MissingAnswer[];
}
