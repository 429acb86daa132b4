import type { Request, Response } from 'express';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { PageRefusal } from '../web/page-refusal.js';
import type { Action } from './domain/transitions.js';
import { mayTake, type ActedOn } from './domain/workflow.js';
import { typedValues } from '../web/typed-forms.js';

/** The fields in which people write sentences, in the order in which the forms have them. */
const IN_WORDS = ['reasons', 'reason', 'overrule', 'answeredBy'] as const;

/** What cannot be done with a request now: the page says why, has what was typed, and leads back to the request. */
export class RequestRefused extends PageRefusal {
  constructor(
    sentence: string,
    private readonly request: { id: string; number: number },
    code = 'not-possible-now',
  ) {
    super('conflict', code, sentence);
  }

  show(req: Request, res: Response): void {
    const values = typedValues(req.body);
    const typed = IN_WORDS.map((field) => values[field]).filter(Boolean);
    res.status(409);
    res.render('requests/pages/refused.njk', { sentence: this.sentence, request: this.request, typed });
  }
}

/** Refuses the page of a step that is not the actor's, or that cannot be taken now: then it leads back to the request. */
export function requireStep(action: Action, request: ActedOn & { id: string; number: number }, actor: Actor): void {
  const answer = mayTake(action, request, actor);
  if (answer.available) return;
  throw answer.refusal === 'not_yours' ? forbidden(answer.why) : new RequestRefused(answer.why, request);
}
