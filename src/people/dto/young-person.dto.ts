import { IdField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';

export class NewYoungPersonDto {
  @TextField('First name', { max: 100 })
  firstName: string;

  @TextField('Last name', { max: 100 })
  lastName: string;

  @PlainDateField('Date of birth')
  dateOfBirth: string;

  @TextField('Case number', { max: 40 })
  caseNumber: string;

  @IdField('Unit', { required: false })
  unit?: string;

  /** An id or an email address; a CAS worker leaves it out. */
  @TextField('Key worker', { max: 254, required: false })
  keyWorker?: string;

  @YesNoField('That it is somebody else', { required: false })
  confirmed?: boolean;
}

export class YoungPeopleQuery extends PageQuery {
  @TextField('Name or case number', { max: 200, required: false })
  search?: string;
}

export class WorkerDto {
  /** An id or an email address. */
  @TextField('CAS worker', { max: 254 })
  worker: string;
}
