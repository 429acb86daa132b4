import { ChoiceField, IdField, TextField } from '../../web/fields.js';
import { ROLES, type Capacity, type Role } from '../domain/actor.js';

const MANAGERS: Capacity[] = ['registered_manager', 'delegate', 'watcher'];

export class EditAccountForm {
  @TextField('The full name', { max: 120 })
  name: string;

  @ChoiceField('The role', ROLES)
  role: Role;

  @IdField('The unit', { required: false })
  unit?: string;

  @ChoiceField('What this manager is to the unit', MANAGERS, { required: false })
  capacity?: Capacity;
}

export class NewAccountForm extends EditAccountForm {
  @TextField('The email address', { max: 254 })
  email: string;
}
