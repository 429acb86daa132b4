import type { NextAction } from '../domain/next-action.js';
import type { NextActionAnswer, OpenedRequestAnswer, RequestAnswer } from '../dto/request.answer.js';
import { seriesJson } from './series.json.js';
import type { OpenedRequest, RequestView } from '../request-view.js';

/** A request, or a part of one, as the API answers it in a list. */
export function requestJson(request: RequestView): RequestAnswer {
  const {
    partId: _part,
    pathId: _path,
    withheld: _withheld,
    forSiblings: _forSiblings,
    othersHaveAims: _othersHaveAims,
    othersSay: _othersSay,
    passed: _passed,
    jointly: _jointly,
    isOver: _isOver,
    calledOffBy: _calledOffBy,
    unit,
    series,
    ...rest
  } = request;
  const { nextAction, alsoOwed } = rest;
  return {
    ...rest,
    unit: { id: unit.id, name: unit.name },
    series: series && seriesJson(series),
    nextAction: stepJson(nextAction),
    alsoOwed: stepJson(alsoOwed),
  };
}

/** The same opened by itself, with all its parts. */
export function openedJson({ standsForAll: _, parts, ...request }: OpenedRequest): OpenedRequestAnswer {
  return {
    ...requestJson(request),
    parts: parts.map(({ isOver: _isOver, calledOffBy: _calledOffBy, ...part }) => ({
      ...part,
      nextAction: stepJson(part.nextAction),
    })),
  };
}

/** By how much it is late changes by itself, and a record's version must not. */
const stepJson = (step: NextAction | null): NextActionAnswer | null =>
  step && { action: step.action, owner: step.owner, due: step.due };
