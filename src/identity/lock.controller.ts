import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Env } from '../../config/env.js';
import { Access } from '../platform/access.js';
import { TextField } from '../web/fields.js';
import { seeOther } from '../web/forms.js';
import { localPath } from '../web/local-path.js';
import { endSession, lockedPath } from '../web/page-session.js';
import { carryTyped, keepTyped, typedValues } from '../web/typed-forms.js';
import { CredentialsService } from './credentials.service.js';
import { BeforeOwnPassword } from './own-password.decorator.js';
import { SharedDesk } from './shared-desk.service.js';

class LockedQuery {
  @TextField('Where to go back to', { required: false, max: 2000 }) return?: string;
}

/** A shared computer locks: by hand, or because nobody has used it for a while. What was typed goes along. */
@Controller()
export class LockController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly desk: SharedDesk,
    private readonly env: Env,
  ) {}

  /** Where a page goes that nobody uses. While another page of the same session is in use, it only hides. */
  @Get('locked')
  @Access('stranger')
  async locked(@Req() req: Request, @Query() { return: asked }: LockedQuery, @Res() res: Response): Promise<void> {
    const back = localPath(asked) ?? '/';
    if (!req.actor) return seeOther(res, signInPath(back));
    if (!req.session.computer) return res.redirect(303, back);
    res.locals['locks'] = undefined;
    res.locals['hides'] = { after: this.env.SHARED_LOCK_MINUTES * 60 + 1, url: lockedPath(back) };
    const keepsInput = req.session.typed?.[back.split('?')[0]!] !== undefined;
    res.render('identity/pages/locked.njk', { back, keepsInput });
  }

  @Post('lock')
  @Access('stranger')
  @BeforeOwnPassword()
  async lock(@Req() req: Request, @Res() res: Response): Promise<void> {
    const { actor } = req;
    const body = (req.body ?? {}) as Record<string, unknown>;
    const back = localPath(body['_return']) ?? '/';
    if (actor && req.session.computer && body['_idle']) {
      keepTyped(req, back.split('?')[0]!, typedValues(body));
      return seeOther(res, lockedPath(back));
    }
    const carried = carryTyped(req, back);
    if (actor) {
      await this.credentials.recordLock(actor, req.session.computer?.id);
      await endSession(req);
    }
    res.locals['shell'] = undefined;
    res.locals['locks'] = undefined;
    const keepsInput = carried.some(({ name }) => name === '_typed');
    const state = { values: {}, errors: {} };
    res.render('identity/pages/sign-in.njk', { state, carried, keepsInput, desk: await this.desk.of(req) });
  }

  /** Somebody types on a page of a shared computer: it does not lock under their hands. */
  @Post('still-here')
  @HttpCode(204)
  @Access('anyone-signed-in')
  @BeforeOwnPassword()
  stillHere(): void {
    // The request itself is what counts.
  }
}

const signInPath = (back: string) => `/sign-in?return=${encodeURIComponent(back)}`;
