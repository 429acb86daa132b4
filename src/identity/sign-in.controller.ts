import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther } from '../web/forms.js';
import { endSession, startSession } from '../web/page-session.js';
import { readForm } from '../web/read-form.js';
import { restoreTyped, typedValues } from '../web/typed-forms.js';
import { CredentialsService } from './credentials.service.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor, Role } from './domain/actor.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { BeforeOwnPassword } from './own-password.decorator.js';
import { originOf } from './request-origin.js';
import { signInPage } from './sign-in-needed.js';

const PAGE = 'identity/pages/sign-in.njk';

@Controller()
export class SignInController {
  constructor(private readonly credentials: CredentialsService) {}

  @Get('sign-in')
  @Access('stranger')
  show(@Req() req: Request, @Res() res: Response): void {
    if (req.actor) return res.redirect(303, '/');
    res.render(PAGE, signInPage(req));
  }

  @Post('sign-in')
  @Access('stranger')
  async signIn(@Req() req: Request, @Res() res: Response): Promise<void> {
    const values = { email: String(typedValues(req.body)['email'] ?? '') };
    const again = (status: number, errors: Record<string, string>, sentence?: string) => {
      res.status(status).locals['hasErrors'] = true;
      res.render(PAGE, signInPage(req, { values, errors, ...(sentence && { sentence }) }));
    };
    const read = await readForm(SignInDto, req.body);
    if ('errors' in read) return again(400, read.errors);
    const from = originOf(req);
    let account: { id: string; role: Role };
    try {
      account = await this.credentials.check(read.dto.email, read.dto.password, from);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'unauthenticated') return again(401, { email: error.sentence });
      if (error.kind === 'too_many') return again(429, {}, error.sentence);
      throw error;
    }
    await this.credentials.recordSignIn(account.id, from);
    await startSession(req, account.id);
    const back = restoreTyped(req, account.id);
    await seeOther(res, back === '/' && account.role === 'administrator' ? '/accounts' : back);
  }

  @Get('sign-out')
  @Access('anyone-signed-in')
  @BeforeOwnPassword()
  ask(@Res() res: Response): void {
    res.render('identity/pages/sign-out.njk');
  }

  @Post('sign-out')
  @Access('anyone-signed-in')
  @BeforeOwnPassword()
  async signOut(@CurrentActor() actor: Actor, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.credentials.recordSignOut(actor);
    await endSession(req);
    await seeOther(res, { said: 'You have signed out.', to: '/sign-in' });
  }
}
