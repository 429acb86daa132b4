import type { Request, Response } from 'express';
import { PageRefusal } from '../web/page-refusal.js';
import type { Desk } from './shared-desk.service.js';
import { carryTyped } from '../web/typed-forms.js';

/** A stranger's answer: programs get 401, people the sign-in page itself, which takes them back with what they typed. */
export class SignInNeeded extends PageRefusal {
  constructor(private readonly desk?: Desk) {
    super('unauthenticated', 'sign-in-needed', 'Sign in first. Programs send a token: Authorization: Bearer …');
  }

  show(req: Request, res: Response): void {
    res.status(401);
    res.render('identity/pages/sign-in.njk', signInPage(req, this.desk));
  }
}

/** Somebody whose password was made by another person does nothing before they have one of their own. */
export class OwnPasswordNeeded extends PageRefusal {
  constructor() {
    super(
      'forbidden',
      'own-password-needed',
      'Sign in on the page of the service first and choose a password of your own.',
    );
  }

  show(_req: Request, res: Response): void {
    res.redirect(303, '/account/password');
  }
}

interface SignInPage {
  values: { email?: string; person?: string };
  errors: Record<string, string>;
  sentence?: string;
}

/** What the sign-in page shows, on its own path and in place of every page that a stranger asks for. */
export function signInPage(req: Request, desk?: Desk, state: SignInPage = { values: {}, errors: {} }): object {
  const carried = carryTyped(req);
  return { state, carried, desk, keepsInput: carried.some(({ name }) => name === '_typed') };
}
