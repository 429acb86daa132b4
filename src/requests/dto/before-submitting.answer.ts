import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
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

@ApiSchema({ name: 'BeforeSubmitting' })
export class BeforeSubmittingAnswer {
  @PartsAnswer(LeftOfAllocationAnswer, 'Those whose period the nights could fall into')
  allocations: LeftOfAllocationAnswer[];
  @PartsAnswer(AlikeRequestAnswer, 'The newest first') alike: AlikeRequestAnswer[];
  @PartsAnswer(MissingAnswer, 'Why it cannot be submitted as it stands; empty when it can') missing: MissingAnswer[];
}
