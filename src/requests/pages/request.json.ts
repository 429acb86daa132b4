import type { RequestAnswer } from '../dto/request.answer.js';
import type { RequestView } from '../request-view.js';

/** A request as the API answers it. */
export function requestJson(request: RequestView): RequestAnswer {
  const { partId: _part, passed: _passed, unit, nextAction, ...rest } = request;
  return {
    ...rest,
    unit: { id: unit.id, name: unit.name },
    // By how much it is late changes by itself, and a record's version must not.
    nextAction: nextAction && { action: nextAction.action, owner: nextAction.owner, due: nextAction.due },
  };
}
