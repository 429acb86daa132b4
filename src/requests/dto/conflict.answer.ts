import { ApiSchema } from '@nestjs/swagger';
import { StayAnswer } from '../../stays/dto/stay.answer.js';
import { ApartThatDayAnswer, VisitAnswer } from './visit.answer.js';
import {
  ChoiceAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  TextAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import type { ToSolve } from '../stay-conflicts.service.js';

@ApiSchema({ name: 'ToSolve', description: 'Something that happened and cannot stay as it is' })
export class ToSolveAnswer {
  @ChoiceAnswer('ToSolveKind', ['stay', 'visit']) kind: ToSolve['kind'];
  @PartAnswer(StayAnswer, { nullable: true }) stay: StayAnswer | null;
  @PartAnswer(VisitAnswer, { nullable: true }) visit: VisitAnswer | null;
  @PartAnswer(ApartThatDayAnswer, { nullable: true }) apart: ApartThatDayAnswer | null;
  @ChoiceAnswer('ToSolveReason', [
    'displaced',
    'staying_already',
    'no_bed',
    'kept_apart',
    'closed',
    'still_there',
    'ended_elsewhere',
    'elsewhere_undone',
  ])
  why: ToSolve['why'];
  @InstantAnswer('Since when, or null where nobody has written it down yet', { nullable: true }) since: Date | null;
  @TextAnswer('In words') text: string;
  @YesNoAnswer('Of a stay: whether somebody who is to leave today has only not left yet', { required: false })
  isRoutine?: boolean;
}

@ApiSchema({ name: 'Conflicts' })
export class ConflictsAnswer extends pageOfAnswers(ToSolveAnswer) {}
