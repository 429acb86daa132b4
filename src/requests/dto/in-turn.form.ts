import { ChoiceField, TextField } from '../../web/fields.js';
import { LONGEST_LIST_REASON } from '../domain/signed-list.js';
import { ALL } from '../pages/in-turn-form.page.js';

/** What is decided of each is read by `readInTurn`: its fields carry the part of the request. */
export class InTurnForm {
  @TextField('The list that you saw', { max: 64 }) seen: string;
  @TextField('Your reasons', { max: LONGEST_LIST_REASON, required: false }) reasons?: string;
  @ChoiceField('Whether all of these suit', [ALL], { required: false }) all?: string;
}
