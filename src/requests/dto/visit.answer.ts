import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer, KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  IdAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { UnitOfStayAnswer } from '../../stays/dto/stay.answer.js';
import { STAY_STATES } from '../../stays/domain/stay-state.js';
import { VISIT_CONFLICTS, type ApartThatDay, type VisitConflictReason } from '../../stays/domain/visit-conflict.js';
import {
  VISIT_ACTIONS,
  VISIT_FLAGS,
  VISIT_KINDS,
  VISIT_STATES,
  type VisitAction,
  type VisitFlag,
  type VisitKind,
  type VisitState,
} from '../../stays/domain/visit.js';

@ApiSchema({ name: 'Visit', description: 'Somebody comes for some hours and takes no bed' })
export class VisitAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('VisitState', VISIT_STATES) state: VisitState;
  @PartAnswer(UnitOfStayAnswer) unit: UnitOfStayAnswer;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PlainDateAnswer('Date') date: string;
  @TextAnswer('When it begins, by the clocks of the unit: HH:MM') startsAt: string;
  @TextAnswer('When it ends') endsAt: string;
  @ChoiceAnswer('VisitKind', VISIT_KINDS) kind: VisitKind;
  @TextAnswer('Note; may be empty') note: string;
  @TextAnswer('Who planned it') madeBy: string;
  @InstantAnswer('When they did') madeAt: Date;
  @TextAnswer('Why a manager went over what the staff can take; empty for a CAS worker') overruledBecause: string;
  @TextAnswer('Who was there; empty until it took place') whoWasThere: string;
  @ChoicesAnswer('VisitFlag', VISIT_FLAGS, 'What stood against it when it took place; none for a CAS worker')
  against: VisitFlag[];
  @TextAnswer('Why it was cancelled; may be empty') cancelledWhy: string;
  @TextAnswer('Who wrote down that it took place or was cancelled, or null', { nullable: true })
  recordedBy: string | null;
  @InstantAnswer('When they did, or null', { nullable: true }) recordedAt: Date | null;
}

@ApiSchema({ name: 'VisitStep', description: 'What was done to a visit, and what the visit was after it' })
export class VisitStepAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('Who did it') by: string;
  @ChoiceAnswer('VisitAction', VISIT_ACTIONS) action: VisitAction;
  @TextAnswer('The reason that was given; may be empty') reason: string;
  @PlainDateAnswer('Date') date: string;
  @TextAnswer('When it begins, by the clocks of the unit: HH:MM') startsAt: string;
  @TextAnswer('When it ends') endsAt: string;
  @TextAnswer('Note; may be empty') note: string;
  @TextAnswer('Who was there; empty until it took place') whoWasThere: string;
}

@ApiSchema({
  name: 'ApartThatDay',
  description: 'From whom a visitor is kept apart, and the stay or visit of theirs that shares the day',
})
export class ApartThatDayAnswer implements ApartThatDay {
  @IdAnswer('The stay of the other, or null', { nullable: true }) stay: string | null;
  @IdAnswer('The visit of the other, or null', { nullable: true }) visit: string | null;
  @ChoiceAnswer('StayOrVisitState', [...STAY_STATES, 'planned']) state: ApartThatDay['state'];
  @PlainDateAnswer('Arrival, or the day of the visit') arrival: string;
  @PlainDateAnswer('Departure, or the day of the visit') departure: string;
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
}

@ApiSchema({ name: 'VisitConflict', description: 'What a planned visit meets that came after it' })
export class VisitConflictAnswer {
  @ChoiceAnswer('VisitConflictReason', VISIT_CONFLICTS) why: VisitConflictReason;
  @ChoicesAnswer('VisitConflictReason', VISIT_CONFLICTS, 'Everything that has to be solved; `why` is the first of it')
  reasons: readonly VisitConflictReason[];
  @TextAnswer('In words') text: string;
  @PartAnswer(ApartThatDayAnswer, { nullable: true }) apart: ApartThatDayAnswer | null;
}

@ApiSchema({ name: 'OneVisit' })
export class OneVisitAnswer extends VisitAnswer {
  @PartAnswer(VisitConflictAnswer, { nullable: true }) toSolve: VisitConflictAnswer | null;
  @PartsAnswer(VisitStepAnswer, 'What was done to it, oldest first') events: VisitStepAnswer[];
}

@ApiSchema({ name: 'Visits' })
export class VisitsAnswer extends pageOfAnswers(VisitAnswer) {}
