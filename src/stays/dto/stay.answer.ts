import { ApiSchema } from '@nestjs/swagger';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { GuestAnswer, KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { ABSENCES, type AbsenceKind } from '../domain/absence.js';
import { CONFLICT_REASONS, type ConflictReason, type KeptApart } from '../domain/conflict.js';
import {
  ENDED_BY,
  ENDING_CODES,
  ENDING_KINDS,
  type EndedBy,
  type EndingCode,
  type EndingKind,
} from '../domain/ending.js';
import { STAY_ACTIONS } from '../domain/stay-action-text.js';
import { STAY_KINDS, STAY_STATES, type StayAction, type StayKind, type StayState } from '../domain/stay-state.js';
import type { Refusal } from '../domain/refusal.js';
import type { EndingSaid } from '../stay-reader.js';
import { WARNINGS, type StayWarning } from '../domain/stay-warnings.js';

@ApiSchema({ name: 'UnitOfStay' })
export class UnitOfStayAnswer extends NamedAnswer {
  @TextAnswer('The time zone whose dates the unit goes by') zone: string;
}

@ApiSchema({ name: 'Absence', description: 'Staying, and not there now: the bed is kept' })
export class AbsenceAnswer {
  @ChoiceAnswer('AbsenceKind', ABSENCES) kind: AbsenceKind;
  @InstantAnswer('Since when') since: Date;
}

@ApiSchema({
  name: 'KeptApart',
  description: 'From whom they are kept apart, and the stay that shares nights with theirs',
})
export class KeptApartAnswer implements KeptApart {
  @IdAnswer('The other stay') stay: string;
  @ChoiceAnswer('StayState', STAY_STATES) state: StayState;
  @PlainDateAnswer('Arrival of the other stay') arrival: string;
  @PlainDateAnswer('Departure of the other stay') departure: string;
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
}

@ApiSchema({ name: 'StayConflict', description: 'Something that happened and has to be solved today' })
export class StayConflictAnswer {
  @ChoiceAnswer('ConflictReason', CONFLICT_REASONS) why: ConflictReason;
  @ChoicesAnswer('ConflictReason', CONFLICT_REASONS, 'Everything that has to be solved; `why` is the first of it')
  reasons: readonly ConflictReason[];
  @InstantAnswer('Since when') since: Date;
  @TextAnswer('In words') text: string;
  @PartAnswer(KeptApartAnswer, { nullable: true }) apart: KeptApartAnswer | null;
}

@ApiSchema({ name: 'Legal', description: 'Under which part of the law a stay is, and who decided' })
export class LegalAnswer {
  @ChoiceAnswer('LegalStatus', LEGAL_STATUSES) status: LegalStatus;
  @TextAnswer('Note; may be empty') note: string;
  @PartAnswer(NamedAnswer) decidedBy: NamedAnswer;
  @InstantAnswer('When it was decided') decidedAt: Date;
}

@ApiSchema({ name: 'StayWarning', description: 'What is on record as it is, and needs a decision' })
export class StayWarningAnswer implements StayWarning {
  @ChoiceAnswer('StayWarningCode', WARNINGS) code: StayWarning['code'];
  @TextAnswer('The same as a sentence') sentence: string;
  @TextAnswer('Whose decision it is') owner: string;
}

@ApiSchema({ name: 'GoneOver', description: 'What a manager went over with a signed reason' })
export class GoneOverAnswer {
  @TextAnswer('What stood against it then') sentence: string;
  @TextAnswer('Why the manager went over it') reason: string;
  @TextAnswer('The manager’s name') by: string;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({
  name: 'StayEnding',
  description: 'How a stay ended otherwise than planned; of the unit’s reasons a CAS worker reads only some',
})
export class StayEndingAnswer implements EndingSaid {
  @ChoiceAnswer('EndingKind', ENDING_KINDS) kind: EndingKind;
  @ChoiceAnswer('EndedBy', ENDED_BY, { nullable: true }) by: EndedBy | null;
  @ChoiceAnswer('EndingCode', ENDING_CODES, { nullable: true }) code: EndingCode | null;
  @InstantAnswer('When it was called off, or recorded that they did not arrive, or null', { nullable: true })
  endedAt: Date | null;
  @InstantAnswer('When they were expected then, or null', { nullable: true }) expectedAt: Date | null;
  @TextAnswer('In words, with the notice that there was') text: string;
}

@ApiSchema({ name: 'StayReview', description: 'Of a stay that is over: whether it is on record how it went' })
export class StayReviewAnswer {
  @InstantAnswer('Until when somebody owes it; null for stays that were over before anybody was asked', {
    nullable: true,
  })
  due: Date | null;
  @InstantAnswer('When somebody recorded it, or null', { nullable: true }) recordedAt: Date | null;
}

@ApiSchema({
  name: 'StayRefusal',
  description: 'That it was decided, of a stay that is to come or running, that its nights do not suit',
})
export class StayRefusalAnswer implements Refusal {
  @InstantAnswer('When it was signed') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'Stay' })
export class StayAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('StayState', STAY_STATES) state: StayState;
  @PartAnswer(UnitOfStayAnswer) unit: UnitOfStayAnswer;
  @PartAnswer(NamedAnswer, { nullable: true }) bed: NamedAnswer | null;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @IdAnswer('The request that it came from, or null', { nullable: true }) requestId: string | null;
  @IdAnswer('The part of it, where it wants several breaks: a request is also found by that, or null', {
    nullable: true,
  })
  partId: string | null;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer(
    'Departure: as planned, and once they have left, when it was; the day after the arrival if they left on that day',
  )
  departure: string;
  @PlainDateAnswer('The arrival that was planned, as last agreed') plannedArrival: string;
  @PlainDateAnswer('The departure that was planned, as last agreed or said') plannedDeparture: string;
  @InstantAnswer('When they arrived, or null', { nullable: true }) arrivedAt: Date | null;
  @InstantAnswer('When they left, or null', { nullable: true }) departedAt: Date | null;
  @TextAnswer('What was said of how it ended; may be empty') endedWhy: string;
  @PartAnswer(StayEndingAnswer, { nullable: true }) ending: StayEndingAnswer | null;
  @ChoiceAnswer('StayKind', STAY_KINDS) kind: StayKind;
  @TextAnswer('Who authorised an emergency placement; empty for others') authority: string;
  @PlainDateAnswer('The departure that was planned, while they are still there beyond it, or null', { nullable: true })
  overdueSince: string | null;
  @InstantAnswer('While they stay: by when they are to have left, else null', { nullable: true }) leaveBy: Date | null;
  @PartAnswer(StayConflictAnswer, { nullable: true }) conflict: StayConflictAnswer | null;
  @PartAnswer(StayRefusalAnswer, { nullable: true }) refused: StayRefusalAnswer | null;
  @PartAnswer(AbsenceAnswer, { nullable: true }) away: AbsenceAnswer | null;
  @PartAnswer(LegalAnswer, { nullable: true }) legal: LegalAnswer | null;
  @PartAnswer(StayReviewAnswer, { nullable: true }) review: StayReviewAnswer | null;
}

@ApiSchema({ name: 'StayWithWarnings' })
export class StayWithWarningsAnswer extends StayAnswer {
  @PartsAnswer(StayWarningAnswer, 'What needs a decision; mostly nothing') warnings: StayWarningAnswer[];
}

@ApiSchema({ name: 'StayEvent', description: 'Something that was recorded or decided of a stay' })
export class StayEventAnswer {
  @InstantAnswer('When it was written down') at: Date;
  @TextAnswer('By whom; null for what the service itself wrote down', { nullable: true }) by: string | null;
  @ChoiceAnswer('StayAction', STAY_ACTIONS) action: StayAction;
  @InstantAnswer('When it happened, or null where that is no other time', { nullable: true }) happenedAt: Date | null;
  @InstantAnswer('The time that was written down before and is put right or undone, or null', { nullable: true })
  insteadOf: Date | null;
  @TextAnswer('The reason or note; may be empty') note: string;
  @ChoiceAnswer('EndedBy', ENDED_BY, { nullable: true }) endedBy: EndedBy | null;
  @ChoiceAnswer('EndingCode', ENDING_CODES, { nullable: true }) code: EndingCode | null;
  @InstantAnswer('When they were expected, of a stay that was called off; else null', { nullable: true })
  expectedAt: Date | null;
  @PlainDateAnswer('The day that was planned, of an arrival or a departure; else null', { nullable: true })
  planned: string | null;
  @PlainDateAnswer('Arrival, as it left the stay') arrival: string;
  @PlainDateAnswer('Departure, as it left the stay') departure: string;
  @TextAnswer('In words') text: string;
}

@ApiSchema({ name: 'OneStay' })
export class OneStayAnswer extends StayWithWarningsAnswer {
  @PartsAnswer(GoneOverAnswer, 'What a manager went over for it, oldest first; empty for a CAS worker')
  goneOver: GoneOverAnswer[];
  @PartsAnswer(StayEventAnswer, 'What was recorded and decided, the latest 50 first; empty for a CAS worker')
  events: StayEventAnswer[];
  @TextAnswer('The cursor of the steps before these, for `listStayEvents`; null where there are none', {
    nullable: true,
  })
  olderEvents: string | null;
}

@ApiSchema({ name: 'StayEvents' })
export class StayEventsAnswer extends pageOfAnswers(StayEventAnswer) {}

@ApiSchema({ name: 'Stays' })
export class StaysAnswer extends pageOfAnswers(StayAnswer) {}
