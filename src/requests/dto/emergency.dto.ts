import { PartField } from '../../web/part-field.js';
import { IdField, InstantField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';

/** A child of whom nobody in the council has a record: who comes without a case number and without a key worker. */
export class NewcomerDto {
  @TextField('First name', { max: 100 }) firstName: string;
  @TextField('Last name', { max: 100 }) lastName: string;
  /** When nobody knows it, the best guess. */
  @PlainDateField('Date of birth') dateOfBirth: string;
  @YesNoField('That the date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
  /** Asked for by a refusal that names this field: somebody of that name and date of birth is on record. */
  @YesNoField('That it is somebody else', { required: false }) confirmed?: boolean;
}

export class EmergencyDto {
  @IdField('Young person', { required: false }) youngPerson?: string;
  /** Of a child whom the unit does not know: the case number, or the full name with the date of birth. */
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
  /** Of a child of whom nobody in the council has a record, instead of all that. */
  @PartField('A child without a record', NewcomerDto) newYoungPerson?: NewcomerDto;
  /** The day on which they are to leave; needed unless they have left. */
  @PlainDateField('Departure', { required: false }) departure?: string;
  /** Who authorised it, by name. */
  @TextField('Who authorised it', { max: 200 }) authority: string;
  /** When they came; now when left out. */
  @InstantField('Arrival', { required: false }) arrivedAt?: Date;
  /** When they left, where they came and have left before anybody wrote it down. */
  @InstantField('When they left', { required: false }) departedAt?: Date;
  /** That a time of arrival which is more likely a slip is right all the same. Asked for by a refusal that names this field. */
  @YesNoField('That the time is right', { required: false }) certain?: boolean;
  /** A bed that is free tonight or kept for emergencies; chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
  /** The emergency that was begun for them, which also says who it is. */
  @IdField('Emergency', { required: false }) emergency?: string;
}

export class PlacementForm {
  @PlainDateField('Date') date: string;
  @TimeField('Time') time: string;
  @PlainDateField('Departure') departure: string;
  /** Asked where the day of departure is not to come. */
  @TimeField('The time at which they left', { required: false }) leftAt?: string;
  /** Asked where the date of arrival is more likely a slip. */
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  @TextField('Who authorised it', { max: 200 }) authority: string;
  /** Chosen by the service when left out. */
  @IdField('Bed', { required: false }) bed?: string;
}

export class EmergencyForm extends PlacementForm {
  @IdField('Young person', { required: false }) youngPerson?: string;
  @TextField('Case number', { required: false, max: 40 }) caseNumber?: string;
  @TextField('First name', { required: false, max: 100 }) firstName?: string;
  @TextField('Last name', { required: false, max: 100 }) lastName?: string;
  @PlainDateField('Date of birth', { required: false }) dateOfBirth?: string;
}

export class NewcomerForm extends PlacementForm {
  @TextField('The first name', { max: 100 }) firstName: string;
  @TextField('The last name', { max: 100 }) lastName: string;
  @PlainDateField('The date of birth') dateOfBirth: string;
  @YesNoField('That the date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
  /** Asked where somebody of that name and date of birth is on record. */
  @YesNoField('That it is somebody else', { required: false }) confirmed?: boolean;
}

export class EmergencyQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
  @YesNoField('That the unit does not know them', { required: false }) unknown?: boolean;
  @YesNoField('That nobody has a record of them', { required: false }) isNew?: boolean;
  @TextField('Name or case number', { required: false }) search?: string;
  /** One that was begun for them. */
  @IdField('Emergency', { required: false }) emergency?: string;
}
