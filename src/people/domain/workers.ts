import { actsAs, type Actor } from '../../identity/domain/actor.js';

type Who = Pick<Actor, 'id' | 'role' | 'standsInFor'>;

interface Workers {
  keyWorker: { id: string };
  coWorkers: { id: string }[];
}

/** Whether somebody who may read the record may also say who else works with the young person: the key worker, whoever stands in for them, and managers. */
export function mayChooseCoWorkers(actor: Who, person: Workers): boolean {
  return actor.role === 'manager' || (actor.role === 'cas_worker' && actsAs(actor, person.keyWorker.id));
}

/** Whether they may end this co-worker: those who choose them, and the co-worker themself. */
export function mayEndCoWorker(actor: Who, person: Workers, coWorkerId: string): boolean {
  return mayChooseCoWorkers(actor, person) || coWorkerId === actor.id;
}

/** Whether they may give the young person another key worker: managers, so that nobody is handed over unseen. */
export function mayChangeKeyWorker(actor: Who): boolean {
  return actor.role === 'manager';
}
