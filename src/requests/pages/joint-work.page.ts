import type { Actor } from '../../identity/domain/actor.js';
import { workerItems } from '../../people/pages/young-person.page.js';
import { mayBeside } from '../domain/beside.js';
import type { RequestView } from '../request-view.js';

type Me = Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>;

/** Who works on a request together: whom the actor may end, and whom they may name. */
export function jointWorkPage(
  request: RequestView,
  actor: Me,
  workers: readonly { id: string; name: string; email: string }[],
  chosen: unknown,
) {
  const taken = new Set([request.youngPerson.keyWorker.id, ...request.coWorkers.map(({ id }) => id)]);
  const answer = mayBeside('name_co_worker', request, actor);
  return {
    coWorkers: request.coWorkers.map((one) => ({
      ...one,
      mayEnd: mayBeside('end_co_worker', request, actor, one.id).may,
    })),
    mayName: answer.may,
    why: answer.may ? '' : answer.why,
    workers: workerItems(
      workers.filter(({ id }) => !taken.has(id)),
      chosen,
    ),
  };
}
