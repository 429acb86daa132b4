import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { AIM_MET, AIM_STATES, type AimMet, type AimState } from '../domain/family-plan.js';

@ApiSchema({ name: 'NamedAim', description: 'An aim of the family plan that a break is for' })
export class NamedAimAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('The aim') text: string;
}

@ApiSchema({ name: 'AimStep', description: 'What became of an aim' })
export class AimStepAnswer {
  @ChoiceAnswer('AimState', AIM_STATES) state: AimState;
  @TextAnswer('What was seen') note: string;
  @TextAnswer('Who wrote it') by: string;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'AimOnStay', description: 'What was said of an aim when somebody looked back on a stay' })
export class AimOnStayAnswer {
  @IdAnswer('The stay') stay: string;
  @PlainDateAnswer('Its arrival') arrival: string;
  @PlainDateAnswer('Its departure') departure: string;
  @ChoiceAnswer('AimMet', AIM_MET) met: AimMet;
  @TextAnswer('Why; may be empty, and is where it names another young person') said: string;
  @TextAnswer('Who signed it') by: string;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'PlanAim', description: 'An aim of a family plan' })
export class PlanAimAnswer extends NamedAimAnswer {
  @ChoiceAnswer('AimState', AIM_STATES) state: AimState;
  @PlainDateAnswer('When it was agreed with the family') agreedOn: string;
  @TextAnswer('Who wrote it down') writtenBy: string;
  @InstantAnswer('When') writtenAt: Date;
  @PartsAnswer(AimStepAnswer, 'What became of it, oldest first') steps: AimStepAnswer[];
  @PartsAnswer(AimOnStayAnswer, 'What was said of it after stays, oldest first') stays: AimOnStayAnswer[];
}

@ApiSchema({ name: 'FamilyPlan' })
export class FamilyPlanAnswer {
  @PartsAnswer(PlanAimAnswer, 'All there ever were, by the day on which they were agreed') aims: PlanAimAnswer[];
}
