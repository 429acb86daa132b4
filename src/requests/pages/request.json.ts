import type { RequestAnswer } from '../dto/request.answer.js';
import type { RequestView } from '../request-view.js';

/** A request as the API answers it. */
export function requestJson(request: RequestView): RequestAnswer {
  const { partId: _, unit, ...rest } = request;
  return { ...rest, unit: { id: unit.id, name: unit.name } };
}
