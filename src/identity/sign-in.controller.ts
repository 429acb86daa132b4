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
import { ComeBackForm } from './dto/shared-computer.dto.js';
import { Pins } from './pins.service.js';
import { SharedDesk } from './shared-desk.service.js';
import { BeforeOwnPassword } from './own-password.decorator.js';
import { originOf } from './request-origin.js';
import { signInPage } from './sign-in-needed.js';

type Again = (status: number, errors: Record<string, string>, sentence?: string) => Promise<void>;

const PAGE = 'identity/pages/sign-in.njk';

@Controller()
export class SignInController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly pins: Pins,
    private readonly desk: SharedDesk,
  ) {}

  @Get('sign-in')
  @Access('stranger')
  async show(@Req() req: Request, @Res() res: Response): Promise<void> {
    if (req.actor) return res.redirect(303, '/');
    res.render(PAGE, signInPage(req, await this.desk.of(req)));
  }

  @Post('sign-in')
  @Access('stranger')
  async signIn(@Req() req: Request, @Res() res: Response): Promise<void> {
    const typed = typedValues(req.body);
    const values = { email: String(typed['email'] ?? ''), person: String(typed['person'] ?? '') };
    const again = async (status: number, errors: Record<string, string>, sentence?: string) => {
      res.status(status).locals['hasErrors'] = true;
      res.render(PAGE, signInPage(req, await this.desk.of(req), { values, errors, ...(sentence && { sentence }) }));
    };
    if ('comesBack' in typed) return this.comeBack(req, res, again);
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
    const computer = await this.desk.computerOf(req);
    await this.credentials.recordSignIn(account.id, from, computer && { computer: computer.id, by: 'password' });
    if (computer) await this.pins.signedIn(computer, account.id);
    await startSession(req, account.id, { computer });
    const back = restoreTyped(req, account.id);
    await seeOther(res, back === '/' && account.role === 'administrator' ? '/accounts' : back);
  }

  /** Back at a shared computer, with a name and a PIN: a session of their own, whoever was there before. */
  private async comeBack(req: Request, res: Response, again: Again): Promise<void> {
    const computer = await this.desk.computerOf(req);
    if (!computer) return again(401, {}, 'This computer is not shared. Sign in with your password.');
    const read = await readForm(ComeBackForm, req.body);
    if ('errors' in read) return again(400, read.errors);
    const { person, pin } = read.dto;
    const from = originOf(req);
    try {
      await this.pins.check(computer, person, pin, from);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'unauthenticated') return again(401, { pin: error.sentence });
      if (error.kind === 'too_many') return again(429, {}, error.sentence);
      throw error;
    }
    await this.credentials.recordSignIn(person, from, { computer: computer.id, by: 'pin' });
    await startSession(req, person, { computer, byPin: true });
    await seeOther(res, restoreTyped(req, person));
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
    if (req.session.computer) await this.pins.signedOut(req.session.computer.id, actor.id);
    await endSession(req);
    await seeOther(res, { said: 'You have signed out.', to: '/sign-in' });
  }
}
