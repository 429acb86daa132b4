import type { Actor } from '../../identity/domain/actor.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { canBeCompleted, mayComplete, type Provisional } from '../domain/completion.js';
import { mayKnowCharacteristics } from '../domain/characteristics.js';
import { mayChangeStayNeeds, SUPPORT_TEXT, type SupportLevel } from '../domain/stay-needs.js';
import { mayChangeKeyWorker, mayChooseCoWorkers, mayEndCoWorker } from '../domain/workers.js';

interface Person extends Provisional {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  age: number;
  keyWorker: { id: string; name: string };
  coWorkers: { id: string; name: string }[];
  supportLevel: SupportLevel;
  roomNeeds: string[];
  keepsRoom: boolean;
  noticeDays?: number | null;
}

/**
 * What `people/pages/young-person.njk` shows of a record. The template leaves the blocks `actions`, `allocation`,
 * `requests` and `stays` to whoever extends it. `isTheirs` is whether what is on record is the actor's to change.
 */
export function youngPersonPage(person: Person, actor: Pick<Actor, 'id' | 'role' | 'standsInFor'>, isTheirs = true) {
  const path = `/young-people/${person.id}`;
  const choosesCoWorkers = mayChooseCoWorkers(actor, person);
  return {
    person: { ...person, name: `${person.firstName} ${person.lastName}` },
    coWorkersText: person.coWorkers.map(({ name }) => name).join(', ') || 'None',
    coWorkersPath: choosesCoWorkers || person.coWorkers.some(({ id }) => id === actor.id) ? `${path}/co-workers` : '',
    completePath: canBeCompleted(person) && mayComplete(actor, person) ? `${path}/complete` : '',
    keyWorkerPath: mayChangeKeyWorker(actor) ? `${path}/key-worker` : '',
    supportText: SUPPORT_TEXT[person.supportLevel],
    addressPath: isTheirs ? `${path}/address` : '',
    contactPath: isTheirs ? `${path}/contact` : '',
    needsPath: isTheirs ? `${path}/needs-to-meet` : '',
    equalityPath: isTheirs && mayKnowCharacteristics(actor, person) ? `${path}/characteristics` : '',
    filePath: isTheirs && actor.role !== 'unit_staff' ? `${path}/file` : '',
    roomText: roomText(person),
    roomPath: mayChangeStayNeeds(actor, person) ? `${path}/room` : '',
  };
}

/** @example roomText({ roomNeeds: ['step-free'], keepsRoom: true }); // 'Needs: step-free. Keeps this room.' */
export function roomText({
  roomNeeds,
  keepsRoom,
  noticeDays = null,
}: Pick<Person, 'roomNeeds' | 'keepsRoom' | 'noticeDays'>): string {
  const needs = roomNeeds.length > 0 ? `Needs: ${roomNeeds.join(', ')}.` : 'Any room.';
  const notice =
    noticeDays === null ? '' : ` The family needs ${noticeDays} ${noticeDays === 1 ? 'day' : 'days'} of notice.`;
  return `${needs}${keepsRoom ? ' Keeps this room.' : ''}${notice}`;
}

/** The page of co-workers: whom the actor may end, and whom they may add. */
export function coWorkersPage(
  person: Person,
  actor: Pick<Actor, 'id' | 'role' | 'standsInFor'>,
  workers: Choice[],
  chosen: unknown,
) {
  const taken = new Set([person.keyWorker.id, ...person.coWorkers.map(({ id }) => id)]);
  return {
    ...youngPersonPage(person, actor),
    coWorkers: person.coWorkers.map((one) => ({ ...one, mayEnd: mayEndCoWorker(actor, person, one.id) })),
    mayAdd: mayChooseCoWorkers(actor, person),
    workers: workerItems(
      workers.filter(({ id }) => !taken.has(id)),
      chosen,
    ),
  };
}

interface Choice {
  id: string;
  name: string;
  email: string;
}

/** CAS workers as the items of a select; the address tells two of one name apart. */
export function workerItems(workers: Choice[], chosen: unknown) {
  return [
    { value: '', text: 'Choose a CAS worker' },
    ...workers.map(({ id, name, email }) => ({ value: id, text: `${name} (${email})`, selected: id === chosen })),
  ];
}

/** The row of a list. */
export function personRow({ id, firstName, lastName, dateOfBirth, caseNumber, age, keyWorker }: Person) {
  const name = `${firstName} ${lastName}`;
  return { path: `/young-people/${id}`, name, dateOfBirth, age, caseNumber, keyWorker: keyWorker.name };
}

/** The key worker as the form that changes them shows it. */
export function keyWorkerValues({ keyWorker }: Pick<Person, 'keyWorker'>): TypedValues {
  return { worker: keyWorker.id };
}

export function keyWorkerWords(workers: readonly { id: string; name: string }[]): FieldWords {
  const nameOf = (worker: string | string[]) =>
    workers.find(({ id }) => id === worker)?.name ?? 'Somebody who has left';
  return { worker: { label: 'Key worker', text: nameOf } };
}
