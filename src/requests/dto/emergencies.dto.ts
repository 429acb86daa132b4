import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import {
  ChoiceField,
  IdField,
  InstantField,
  PlainDateField,
  TextField,
  WholeNumberField,
  YesNoField,
} from '../../web/fields.js';
import { OLDEST } from '../domain/born-about.js';
import { PartField } from '../../web/part-field.js';
import {
  EMERGENCY_DECISIONS,
  HOW_REACHED,
  type EmergencyDecision,
  type HowReached,
} from '../domain/emergency-state.js';

/** A child of whom nobody in the council has a record, as far as anybody knows tonight. */
export class NewcomerKnownDto {
  @TextField('First name', { max: 100 }) firstName: string;
  @TextField('Last name', { max: 100 }) lastName: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @YesNoField('That the date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
}

/** What is known of the need for a place; each at any time. */
export class EmergencyAnswersDto {
  @TextField('What is known of who they are', { required: false, max: 4000 }) known?: string;
  /** When they are to come, or came. */
  @InstantField('When they are to come', { required: false }) expectedAt?: Date;
  /** The day on which they are to leave, as far as anybody knows. */
  @PlainDateField('Until when', { required: false }) until?: string;
  @TextField('Why they need a place', { required: false, max: 4000 }) why?: string;
  @TextField('What is known of risk', { required: false, max: 4000 }) risk?: string;
  @TextField('Room and staffing tonight', { required: false, max: 4000 }) house?: string;
  /** Who of the placing authority has agreed to the placement, by name and office. */
  @TextField('Who has the authority to place them', { required: false, max: 200 }) authority?: string;
  @ChoiceField('Legal basis', LEGAL_STATUSES, { required: false }) legalBasis?: LegalStatus;
}

export class NewEmergencyDto extends EmergencyAnswersDto {
  @IdField('Young person', { required: false }) youngPerson?: string;
  /** Of a child whom the unit does not know: the case number, or the full name with the date of birth. */
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @PartField('A child without a record', NewcomerKnownDto) newYoungPerson?: NewcomerKnownDto;
}

export class ImpactDto {
  @IdField('Young person') youngPerson: string;
  /** One line; `none` where there is none. */
  @TextField('What it means for them', { max: 1000 }) impact: string;
}

export class EmergencyDecisionDto {
  @ChoiceField('What they decided', EMERGENCY_DECISIONS) decision: EmergencyDecision;
  /** Reasons or conditions, in their words. */
  @TextField('What they said', { max: 4000 }) said: string;
  /** One of those who sign for the unit; else `decidedByName`. */
  @IdField('Manager', { required: false }) decidedBy?: string;
  @TextField('The manager’s name', { required: false, max: 200 }) decidedByName?: string;
  /** By telephone when left out. */
  @ChoiceField('How they were reached', HOW_REACHED, { required: false }) how?: HowReached;
  /** Now when left out. */
  @InstantField('When they were rung', { required: false }) rungAt?: Date;
}

export class CountersignDto {
  /** The one that was read: another may have been written down since. */
  @IdField('Decision') decision: string;
  /** Whether it was as it is written down. */
  @YesNoField('Whether it was so') agrees: boolean;
  /** Needed when it was not: what was otherwise. Nothing that is written down is changed. */
  @TextField('What was otherwise', { required: false, max: 4000 }) note?: string;
}

export class HoldDto {
  /** The day on which they are to leave; what was answered before, when left out. */
  @PlainDateField('Until when', { required: false }) departure?: string;
  /** A bed that is free or kept for emergencies; chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
  /** Of a child without a record whose date of birth was not known so far: that, or about how old they are, in years. */
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @WholeNumberField('About how old they are', { max: OLDEST, required: false }) aboutAge?: number;
}

export class EndEmergencyDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}
