import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { Account } from '../accounts.service.js';
import type { Capacity, Role } from '../domain/actor.js';
import { CAPACITY_WORDS, ROLE_WORDS } from './words.page.js';

interface Shown {
  id: string;
  name: string;
  email: string;
  role: Role;
  mustChangePassword: boolean;
  endedAt: Date | null;
  unit: { name: string; capacity: Capacity } | null;
  keyWorkerOf: number;
}

/** An account in words: as a row of the list and on its own pages. */
export function accountRow(account: Shown) {
  const { id, name, email, role, unit, keyWorkerOf, endedAt } = account;
  return {
    id,
    name,
    email,
    roleText: ROLE_WORDS[role],
    unitText: unit ? `${unit.name}: ${CAPACITY_WORDS[unit.capacity]}` : '',
    keyWorkerOf,
    endedAt,
    stateText: endedAt ? 'Ended' : account.mustChangePassword ? 'Has not signed in yet' : 'Open',
  };
}

/** An account as its form shows it. */
export function accountValues({ name, role, unit }: Pick<Account, 'name' | 'role' | 'unit'>): TypedValues {
  return { name, role, unit: unit?.id ?? '', capacity: unit?.capacity ?? '' };
}

/** The fields of an account in words, for who has to compare two of them. */
export function accountWords(units: readonly { id: string; name: string }[]): FieldWords {
  return {
    name: { label: 'Full name', text: String },
    role: { label: 'Role', text: (role) => ROLE_WORDS[role as Role] ?? '' },
    unit: { label: 'Unit', text: (unit) => units.find(({ id }) => id === unit)?.name ?? '' },
    capacity: { label: 'What they are to the unit', text: (capacity) => CAPACITY_WORDS[capacity as Capacity] ?? '' },
  };
}

interface State {
  values: Record<string, string | string[]>;
  errors: Record<string, string>;
}

/** What the form of an account offers, with what is chosen. */
export function accountForm(state: State, units: { id: string; name: string }[]) {
  const only = units.length === 1 ? units[0]!.id : '';
  const unit = state.values['unit'] || only;
  const choices: [Capacity, string, string][] = [
    ['registered_manager', 'Registered manager', 'Signs matches. A unit has one.'],
    ['delegate', 'Delegate', 'Signs matches in the registered manager’s place.'],
    ['watcher', 'Neither', 'Sees the calendar, requests and occupancy, and changes and signs nothing.'],
  ];
  return {
    state,
    roles: (Object.keys(ROLE_WORDS) as Role[]).map((value) => ({
      value,
      text: ROLE_WORDS[value],
      hint: ROLE_HINTS[value],
      checked: state.values['role'] === value,
    })),
    units: [
      { value: '', text: 'Choose a unit' },
      ...units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit })),
    ],
    capacities: choices.map(([value, text, hint]) => ({
      value,
      text,
      hint: { text: hint },
      checked: state.values['capacity'] === value,
    })),
  };
}

const ROLE_HINTS: Record<Role, string> = {
  cas_worker: 'Asks for breaks for their own young people.',
  unit_staff: 'Runs the beds, sees the young people known to the unit.',
  manager: 'Signs matches or looks on, sees the young people known to the unit.',
  administrator: 'Looks after accounts only and reads no child’s record. Belongs to no unit.',
};
