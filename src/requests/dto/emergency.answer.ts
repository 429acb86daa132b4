import { ApiSchema } from '@nestjs/swagger';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { ROLES, type Role } from '../../identity/domain/actor.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { UnitOfStayAnswer } from '../../stays/dto/stay.answer.js';
import { STAY_STATES, type StayState } from '../../stays/domain/stay-state.js';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { BEFORE_ADMISSION, type BeforeAdmission } from '../domain/before-admission.js';
import {
  EMERGENCY_DECISIONS,
  EMERGENCY_STATES,
  HOW_REACHED,
  type EmergencyDecision,
  type EmergencyState,
  type HowReached,
} from '../domain/emergency-state.js';

@ApiSchema({ name: 'NewcomerKnown', description: 'A child without a record, as far as anybody knows' })
export class NewcomerKnownAnswer {
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
  @PlainDateAnswer('Date of birth', { required: false }) dateOfBirth?: string;
  @YesNoAnswer('The date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
}

@ApiSchema({ name: 'EmergencyImpact', description: 'What it means for one of those who are staying' })
export class EmergencyImpactAnswer {
  @IdAnswer('The young person') youngPersonId: string;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @TextAnswer('In a line') impact: string;
  @InstantAnswer('When it was written down') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'Countersignature' })
export class CountersignatureAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
  @YesNoAnswer('It was as it is written down') agrees: boolean;
  @TextAnswer('What was otherwise; may be empty') note: string;
}

@ApiSchema({ name: 'ImpactTold' })
export class ImpactToldAnswer {
  @IdAnswer('The young person') youngPerson: string;
  @TextAnswer('In a line') impact: string;
}

@ApiSchema({ name: 'Told', description: 'What was on record when a decision was written down' })
export class ToldAnswer {
  @InstantAnswer('When they were to come, or came', { nullable: true }) expectedAt: Date | null;
  @PlainDateAnswer('Until when', { nullable: true }) until: string | null;
  @TextAnswer('Why they needed a place') why: string;
  @TextAnswer('What was known of risk') risk: string;
  @TextAnswer('Room and staffing') house: string;
  @TextAnswer('Who had the authority to place them') authority: string;
  @ChoiceAnswer('LegalStatus', LEGAL_STATUSES, { nullable: true }) legalBasis: LegalStatus | null;
  @PartsAnswer(ImpactToldAnswer, 'What it meant for each') impacts: ImpactToldAnswer[];
}

@ApiSchema({ name: 'EmergencyDecision', description: 'What the on-call manager decided, as it was written down' })
export class EmergencyDecisionAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('EmergencyDecisionKind', EMERGENCY_DECISIONS) decision: EmergencyDecision;
  @TextAnswer('What they said') said: string;
  @IdAnswer('The account of who decided, where it has one', { nullable: true }) decidedBy: string | null;
  @TextAnswer('Who decided, by name') decidedByName: string;
  @ChoiceAnswer('HowReached', HOW_REACHED) how: HowReached;
  @InstantAnswer('When they were rung') rungAt: Date;
  @InstantAnswer('When it was written down') recordedAt: Date;
  @PartAnswer(NamedAnswer) recordedBy: NamedAnswer;
  @PartAnswer(ToldAnswer) told: ToldAnswer;
  @InstantAnswer('By when a manager is to countersign; null where the manager wrote it down', { nullable: true })
  countersignBy: Date | null;
  @PartAnswer(CountersignatureAnswer, { nullable: true }) countersigned: CountersignatureAnswer | null;
}

@ApiSchema({ name: 'StayOfEmergency' })
export class StayOfEmergencyAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('StayState', STAY_STATES) state: StayState;
  @InstantAnswer('When they came, or null', { nullable: true }) arrivedAt: Date | null;
}

@ApiSchema({ name: 'AgreedSince', description: 'Looking again at the stay it was decided that they can be there' })
export class AgreedSinceAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('By whom') by: string;
}

@ApiSchema({ name: 'EmergencyEnd', description: 'No place is needed any more, or it was refused' })
export class EmergencyEndAnswer {
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @TextAnswer('Why; empty where it was refused') why: string;
}

@ApiSchema({ name: 'EmergencyAction', description: 'A step that somebody owes' })
export class EmergencyActionAnswer {
  @TextAnswer('As a sentence without its end') action: string;
  @ChoiceAnswer('Role', ROLES) owner: Role;
  @InstantAnswer('By when, or null', { nullable: true }) due: Date | null;
  @WholeNumberAnswer('By how many minutes it is late, or null', { nullable: true }) lateMinutes: number | null;
}

@ApiSchema({ name: 'Emergency', description: 'A child for whom a place is asked tonight' })
export class EmergencyAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('EmergencyState', EMERGENCY_STATES) state: EmergencyState;
  @PartAnswer(UnitOfStayAnswer) unit: UnitOfStayAnswer;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @IdAnswer('The young person, also where the unit may not read their record yet', { nullable: true })
  youngPersonId: string | null;
  @PartAnswer(NewcomerKnownAnswer, { nullable: true }) newcomer: NewcomerKnownAnswer | null;
  @TextAnswer('As they were named') called: string;
  @TextAnswer('What is known of who they are; may be empty') known: string;
  @InstantAnswer('When they are to come, or came', { nullable: true }) expectedAt: Date | null;
  @PlainDateAnswer('Until when, as far as anybody knows', { nullable: true }) until: string | null;
  @TextAnswer('Why they need a place; may be empty') why: string;
  @TextAnswer('What is known of risk; may be empty') risk: string;
  @TextAnswer('Room and staffing tonight; may be empty') house: string;
  @TextAnswer('Who has the authority to place them; may be empty') authority: string;
  @ChoiceAnswer('LegalStatus', LEGAL_STATUSES, { nullable: true }) legalBasis: LegalStatus | null;
  @InstantAnswer('When it was begun') openedAt: Date;
  @PartAnswer(NamedAnswer) openedBy: NamedAnswer;
  @PartsAnswer(EmergencyImpactAnswer, 'The last about each') impacts: EmergencyImpactAnswer[];
  @PartsAnswer(EmergencyDecisionAnswer, 'The latest last: it counts') decisions: EmergencyDecisionAnswer[];
  @PartAnswer(StayOfEmergencyAnswer, { nullable: true }) stay: StayOfEmergencyAnswer | null;
  @PartAnswer(AgreedSinceAnswer, { nullable: true }) agreedSince: AgreedSinceAnswer | null;
  @PartAnswer(EmergencyEndAnswer, { nullable: true }) ended: EmergencyEndAnswer | null;
  @PartsAnswer(EmergencyActionAnswer, 'What is owed, the most pressing first') nextActions: EmergencyActionAnswer[];
  @ChoicesAnswer('BeforeAdmission', BEFORE_ADMISSION, 'What is missing before they may be written down as coming')
  missing: BeforeAdmission[];
}

@ApiSchema({ name: 'Emergencies' })
export class EmergenciesAnswer {
  @PartsAnswer(EmergencyAnswer, 'Those of which something is owed, the oldest first') items: EmergencyAnswer[];
  @TextAnswer('Always null: there are never so many', { nullable: true }) next: string | null;
}
