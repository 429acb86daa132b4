import type { Request, Response } from 'express';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden, type DomainError } from '../kernel/domain-error.js';
import { PageRefusal } from '../web/page-refusal.js';
import { mayTakeForAny } from './domain/parts.js';
import type { Action } from './domain/transitions.js';
import type { Availability } from './domain/workflow.js';
import { lateAnswer } from './pages/late-answer.js';
import type { OpenedRequest } from './request-view.js';
import { typedValues } from '../web/typed-forms.js';

/** The fields in which people write sentences, in the order in which the forms have them. */
const IN_WORDS = ['reasons', 'overrule'] as const;

/** What cannot be done with a request now: the page says why, has what was typed, and leads back to the request. */
export class RequestRefused extends PageRefusal {
  constructor(
    sentence: string,
    private readonly request: { pathId: string; number: number },
    code = 'not-possible-now',
  ) {
    super('conflict', code, sentence);
  }

  show(req: Request, res: Response): void {
    const values = typedValues(req.body);
    // Of a family's answer also what was chosen.
    const typed = [lateAnswer(values), ...IN_WORDS.map((field) => values[field])].filter(Boolean);
    res.status(409);
    const { pathId: id, number } = this.request;
    res.render('requests/pages/refused.njk', { sentence: this.sentence, request: { id, number }, typed });
  }
}

/** Refuses the page of a step that is not the actor's, or that cannot be taken now: then it leads back to the request. */
export function requireStep(action: Action, request: OpenedRequest, actor: Actor): void {
  const parts = request.standsForAll ? request.parts : [request];
  const answer = mayTakeForAny(action, request, parts, actor);
  if (!answer.available) throw refusalOf(answer, request);
}

/** Why the page of a step is not shown; where it cannot be taken now it leads back to the request. */
export function refusalOf(
  { refusal, why }: Extract<Availability, { available: false }>,
  request: { pathId: string; number: number },
): DomainError {
  return refusal === 'not_yours' ? forbidden(why) : new RequestRefused(why, request);
}
