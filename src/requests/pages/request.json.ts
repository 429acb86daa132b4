import type { NextActionAnswer, OpenedRequestAnswer, RequestAnswer } from '../dto/request.answer.js';
import type { OpenedRequest, RequestView } from '../request-view.js';

/** A request, or a part of one, as the API answers it in a list. */
export function requestJson(request: RequestView): RequestAnswer {
  const { partId: _part, pathId: _path, withheld: _withheld, passed: _passed, unit, ...rest } = request;
  return { ...rest, unit: { id: unit.id, name: unit.name }, nextAction: nextJson(rest) };
}

/** The same opened by itself, with all its parts. */
export function openedJson({ standsForAll: _, parts, ...request }: OpenedRequest): OpenedRequestAnswer {
  return { ...requestJson(request), parts: parts.map((part) => ({ ...part, nextAction: nextJson(part) })) };
}

/** By how much it is late changes by itself, and a record's version must not. */
function nextJson({ nextAction }: Pick<RequestView, 'nextAction'>): NextActionAnswer | null {
  return nextAction && { action: nextAction.action, owner: nextAction.owner, due: nextAction.due };
}
