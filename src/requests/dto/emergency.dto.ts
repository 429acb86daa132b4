import { IdField, InstantField, PlainDateField, TextField, TimeField } from '../../web/fields.js';

export class EmergencyDto {
  @IdField('Young person') youngPerson: string;
  @PlainDateField('Departure') departure: string;
  /** Who authorised it, by name. */
  @TextField('Who authorised it', { max: 200 }) authority: string;
  /** When they came; now when left out. */
  @InstantField('Arrival', { required: false }) arrivedAt?: Date;
  /** A bed that is free tonight or kept for emergencies; chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
}

export class EmergencyForm {
  @IdField('Young person') youngPerson: string;
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
  @TextField('Name or case number', { required: false }) search?: string;
}
