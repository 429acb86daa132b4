import { TextField } from '../../web/fields.js';

export class NoteDto {
  @TextField('The note', { max: 4000 }) text: string;
}

/** Who is named: by id, or by email address. */
export class CoWorkerDto {
  @TextField('The CAS worker', { max: 254 }) worker: string;
}
