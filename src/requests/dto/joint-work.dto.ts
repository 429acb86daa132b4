import { TextField, YesNoField } from '../../web/fields.js';

export class NoteDto {
  @TextField('The note', { max: 4000 }) text: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

/** Who is named: by id, or by email address. */
export class CoWorkerDto {
  @TextField('The CAS worker', { max: 254 }) worker: string;
}
