import { ApiSchema } from '@nestjs/swagger';
import { ChoiceAnswer, IdAnswer, InstantAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';
import {
  ABSENCE_ACTIONS,
  ABSENCE_ENDS,
  ABSENCES,
  type AbsenceAction,
  type AbsenceEnd,
  type AbsenceKind,
} from '../domain/absence.js';

class AbsenceFacts {
  @ChoiceAnswer('AbsenceKind', ABSENCES) kind: AbsenceKind;
  @InstantAnswer('Since when') since: Date;
  @InstantAnswer('Until when, or null while they are away', { nullable: true }) until: Date | null;
  @ChoiceAnswer('AbsenceEnd', ABSENCE_ENDS, { nullable: true }) ended: AbsenceEnd | null;
  @TextAnswer('Note; may be empty, and is for a CAS worker') note: string;
}

@ApiSchema({ name: 'AbsenceStep', description: 'What was recorded of an absence, and what the absence was after it' })
export class AbsenceStepAnswer extends AbsenceFacts {
  @InstantAnswer('When it was recorded') at: Date;
  @TextAnswer('Who recorded it') by: string;
  @ChoiceAnswer('AbsenceAction', ABSENCE_ACTIONS) action: AbsenceAction;
  @TextAnswer('Why it was corrected; may be empty') reason: string;
}

@ApiSchema({
  name: 'AbsenceEpisode',
  description: 'From when to when somebody who stayed was not there: back, missing from there, left, or the stay ended',
})
export class AbsenceEpisodeAnswer extends AbsenceFacts {
  @IdAnswer('Id') id: string;
  @PartsAnswer(AbsenceStepAnswer, 'What was recorded of it, oldest first; none for a CAS worker')
  events: AbsenceStepAnswer[];
}

@ApiSchema({ name: 'Absences' })
export class AbsencesAnswer {
  @PartsAnswer(AbsenceEpisodeAnswer, 'Earliest first') items: AbsenceEpisodeAnswer[];
}
