import { TextField } from '../../web/fields.js';

/** What is decided of each is read by `readDecision`: its fields carry the part of the request. */
export class InTurnForm {
  @TextField('The list that you saw', { max: 64 }) seen: string;
}
