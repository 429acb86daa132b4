import { actsAs, type Actor } from '../../identity/domain/actor.js';

/** What of a record stands in for the real thing. */
export interface Provisional {
  /** The case number is one of the service's own. */
  caseNumberIsProvisional: boolean;
  /** The key worker is who signs for the unit, until a CAS worker is named. */
  keyWorkerStandsIn: boolean;
  dateOfBirthIsGuess: boolean;
}

/** Whether something of the record itself can still be put right: its number, or a date of birth that was guessed. */
export function canBeCompleted(person: Provisional): boolean {
  return person.caseNumberIsProvisional || person.dateOfBirthIsGuess;
}

/** Whether somebody who may read the record may complete it: managers, and the key worker once there is one. */
export function mayComplete(
  actor: Pick<Actor, 'id' | 'role' | 'standsInFor'>,
  person: { keyWorker: { id: string } },
): boolean {
  return actor.role === 'manager' || actsAs(actor, person.keyWorker.id);
}

/**
 * What a manager still has to find out, in words; nothing when the number and the key worker are both real. A date of birth
 * may stay a guess for good.
 *
 * @example missingText({ caseNumberIsProvisional: true, keyWorkerStandsIn: true }); // 'Case number and key worker to complete'
 */
export function missingText(person: Pick<Provisional, 'caseNumberIsProvisional' | 'keyWorkerStandsIn'>): string {
  const missing = [
    ...(person.caseNumberIsProvisional ? ['case number'] : []),
    ...(person.keyWorkerStandsIn ? ['key worker'] : []),
  ].join(' and ');
  return missing && `${missing[0]!.toUpperCase()}${missing.slice(1)} to complete`;
}
