import { IdField, InstantField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';

export class EmergencyDto {
  @IdField('Young person', { required: false }) youngPerson?: string;
  /** Of a child whom the unit does not know: the case number, or the full name with the date of birth. */
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @PlainDateField('Departure') departure: string;
  /** Who authorised it, by name. */
  @TextField('Who authorised it', { max: 200 }) authority: string;
  /** When they came; now when left out. */
  @InstantField('Arrival', { required: false }) arrivedAt?: Date;
  /** A bed that is free tonight or kept for emergencies; chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
}

export class EmergencyForm {
  @IdField('Young person', { required: false }) youngPerson?: string;
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  @PlainDateField('Date') date: string;
  @TimeField('Time') time: string;
  @PlainDateField('Departure') departure: string;
  @TextField('Who authorised it', { max: 200 }) authority: string;
  /** Chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
}

export class EmergencyQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
  @YesNoField('That the unit does not know them', { required: false }) unknown?: boolean;
  @TextField('Name or case number', { required: false }) search?: string;
}
