import { IdField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';

export class NewYoungPersonDto {
  @TextField('The first name', { max: 100 })
  firstName: string;

  @TextField('The last name', { max: 100 })
  lastName: string;

  @PlainDateField('The date of birth')
  dateOfBirth: string;

  @TextField('The case number', { max: 40 })
  caseNumber: string;

  @IdField('The unit', { required: false })
  unit?: string;

  /** An id or an email address; a CAS worker leaves it out. */
  @TextField('The key worker', { max: 254, required: false })
  keyWorker?: string;

  @YesNoField('That it is somebody else', { required: false })
  confirmed?: boolean;
}

/** What of a record that was made in a hurry is known now; what is left out stays. */
export class CompleteRecordDto {
  @TextField('The first name', { max: 100, required: false }) firstName?: string;
  @TextField('The last name', { max: 100, required: false }) lastName?: string;
  @PlainDateField('The date of birth', { required: false }) dateOfBirth?: string;
  /** False once the date of birth is known. */
  @YesNoField('That the date of birth is a guess', { required: false }) dateOfBirthGuessed?: boolean;
  /** The council's own, in place of the one that the service gave. */
  @TextField('The case number', { max: 40, required: false }) caseNumber?: string;
}

export class YoungPeopleQuery extends PageQuery {
  @TextField('Name or case number', { max: 200, required: false })
  search?: string;
}

export class WorkerDto {
  /** An id or an email address. */
  @TextField('The CAS worker', { max: 254 })
  worker: string;
}
