import { ApiSchema } from '@nestjs/swagger';
import { NIGHT_KINDS, type NightKind } from '../../people/domain/night-kinds.js';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'NightsByKind' })
export class NightsByKindAnswer {
  @WholeNumberAnswer('Weekday nights') weekday: number;
  @WholeNumberAnswer('Weekend nights') weekend: number;
  @WholeNumberAnswer('School holiday nights') holiday: number;
}

@ApiSchema({ name: 'UseOfKind' })
export class UseOfKindAnswer {
  @ChoiceAnswer('NightKind', NIGHT_KINDS) kind: NightKind;
  @WholeNumberAnswer('Nights granted') granted: number;
  @WholeNumberAnswer('Nights spent before today') used: number;
  @WholeNumberAnswer('Nights of booked stays, and those still to come') booked: number;
  @WholeNumberAnswer('Nights of offers') held: number;
  @WholeNumberAnswer('What is left; below 0 when more was spent or booked than granted') left: number;
}

@ApiSchema({ name: 'AllocationUse' })
export class AllocationUseAnswer {
  @PartsAnswer(UseOfKindAnswer, 'Weekday, weekend, school holiday') kinds: UseOfKindAnswer[];
  @YesNoAnswer('False where school terms are missing, so that a night was told by its weekday only')
  termsKnown: boolean;
}

@ApiSchema({ name: 'EndOfAllocation' })
export class EndOfAllocationAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
  @TextAnswer('Why') why: string;
}

@ApiSchema({ name: 'Allocation', description: 'Nights granted to a young person in a period, by kind' })
export class AllocationAnswer {
  @IdAnswer('Id') id: string;
  @IdAnswer('The young person') youngPersonId: string;
  @PlainDateAnswer('The first day') firstDay: string;
  @PlainDateAnswer('The last day on which a night of it can begin') lastDay: string;
  @PartAnswer(NightsByKindAnswer) granted: NightsByKindAnswer;
  @TextAnswer('Note; may be empty') note: string;
  @PartAnswer(NamedAnswer) grantedBy: NamedAnswer;
  @InstantAnswer('When it was granted') grantedAt: Date;
  @PartAnswer(EndOfAllocationAnswer, { nullable: true }) ended: EndOfAllocationAnswer | null;
  @PartAnswer(AllocationUseAnswer, { nullable: true }) use: AllocationUseAnswer | null;
}

@ApiSchema({ name: 'Allocations' })
export class AllocationsAnswer extends pageOfAnswers(AllocationAnswer) {}
