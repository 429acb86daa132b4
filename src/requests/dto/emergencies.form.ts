import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { ChoiceField, IdField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';
import {
  EMERGENCY_DECISIONS,
  HOW_REACHED,
  type EmergencyDecision,
  type HowReached,
} from '../domain/emergency-state.js';

/** From when and why; nothing of it holds anybody up. */
export class EmergencyWhyForm {
  @PlainDateField('The date', { required: false }) date?: string;
  @TimeField('The time', { required: false }) time?: string;
  @PlainDateField('Until when', { required: false }) until?: string;
  @TextField('Why they need a place', { required: false, max: 4000 }) why?: string;
  @TextField('What is known of risk', { required: false, max: 4000 }) risk?: string;
  @TextField('What is known of who they are', { required: false, max: 4000 }) known?: string;
}

/** The first page: who it is, from when and why. */
export class NewEmergencyForm extends EmergencyWhyForm {
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
}

export class NewcomerEmergencyForm extends EmergencyWhyForm {
  @TextField('The first name', { max: 100 }) firstName: string;
  @TextField('The last name', { max: 100 }) lastName: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @YesNoField('That the date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
}

/** What it means for each is in fields of the young people's own. */
export class EmergencyHouseForm {
  @TextField('Room and staffing tonight', { required: false, max: 4000 }) house?: string;
}

export class EmergencyAuthorityForm {
  @TextField('Who has the authority to place them', { required: false, max: 200 }) authority?: string;
  @ChoiceField('Legal basis', LEGAL_STATUSES, { required: false }) legalBasis?: LegalStatus;
}

export class EmergencyDecisionForm {
  /** The id of one who signs for the unit, or `other`. */
  @TextField('Who decided', { max: 40 }) decidedBy: string;
  @TextField('Their name', { required: false, max: 200 }) decidedByName?: string;
  @ChoiceField('How they were reached', HOW_REACHED) how: HowReached;
  @PlainDateField('The date') date: string;
  @TimeField('The time') time: string;
  @ChoiceField('What they decided', EMERGENCY_DECISIONS) decision: EmergencyDecision;
  @TextField('What they said', { max: 4000 }) said: string;
}

export class CountersignForm {
  /** The one that the page showed. */
  @IdField('Decision') decision: string;
  @YesNoField('Whether it was so') agrees: boolean;
  @TextField('What was otherwise', { required: false, max: 4000 }) note?: string;
}

export class EmergenciesQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
  @YesNoField('That the unit does not know them', { required: false }) unknown?: boolean;
  @YesNoField('That nobody has a record of them', { required: false }) isNew?: boolean;
  @TextField('Name or case number', { required: false }) search?: string;
}
