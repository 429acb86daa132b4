import type { Request, Response } from 'express';
import { PageRefusal } from '../web/page-refusal.js';

/** What cannot be done with a request now: the page says why and leads back to the request. */
export class RequestRefused extends PageRefusal {
  constructor(
    sentence: string,
    private readonly request: { id: string; number: number },
    code = 'not-possible-now',
  ) {
    super('conflict', code, sentence);
  }

  show(_req: Request, res: Response): void {
    res.status(409);
    res.render('requests/pages/refused.njk', { sentence: this.sentence, request: this.request });
  }
}
