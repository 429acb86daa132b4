import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Env } from '../../config/env.js';
import { forbidden } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { nowOf } from '../web/request-time.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { MarkComputerForm, PinForm } from './dto/shared-computer.dto.js';
import { Pins } from './pins.service.js';
import { SharedComputers } from './shared-computers.service.js';
import { SharedDesk } from './shared-desk.service.js';

/** Which computers a unit shares, marked on the computer itself; and one's own PIN for them. */
@Controller()
export class SharedComputersController {
  constructor(
    private readonly computers: SharedComputers,
    private readonly pins: Pins,
    private readonly desk: SharedDesk,
    private readonly env: Env,
  ) {}

  @Get('shared-computers')
  @Access('manager', 'administrator')
  async list(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showList(actor, res, typedBefore(res.req));
  }

  @Post('shared-computers')
  @Access('manager', 'administrator')
  async mark(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const { req } = res;
    if (req.session.byPin) throw forbidden(WITH_PASSWORD);
    await submitForm(res, {
      dto: MarkComputerForm,
      show: (state) => this.showList(actor, res, state),
      save: async ({ unit, name }) => {
        const { id, token } = await this.computers.mark(actor, unit, name);
        this.desk.remember(res, token);
        req.session.computer = { id };
        req.session.usedAt = nowOf(req).toISOString();
        await this.pins.signedIn({ id }, actor.id);
        return { said: 'This computer is shared from now on. It locks itself.', to: '/shared-computers' };
      },
    });
  }

  @Get('shared-computers/:id/end')
  @Access('manager', 'administrator')
  async askEnd(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    res.render('identity/pages/shared-computer-end.njk', { computer: await this.computers.open(actor, id) });
  }

  @Post('shared-computers/:id/end')
  @Access('manager', 'administrator')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { name } = await this.computers.open(actor, id);
    const isHere = res.req.session.computer?.id === id;
    await this.computers.end(actor, id);
    if (isHere) return res.redirect(303, '/sign-in');
    await seeOther(res, { said: `${name} is shared no longer.`, to: '/shared-computers' });
  }

  @Get('account/pin')
  @Access('unit_staff', 'manager')
  async askPin(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showPin(actor, res, typedBefore(res.req));
  }

  @Post('account/pin')
  @Access('unit_staff', 'manager')
  async setPin(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: PinForm,
      show: (state) => this.showPin(actor, res, state),
      save: async ({ currentPassword, newPin }) => {
        await this.pins.set(actor, currentPassword, newPin);
        return { said: 'Your PIN is set. It works on shared computers of your unit.', to: '/account' };
      },
    });
  }

  @Post('account/pin/remove')
  @Access('unit_staff', 'manager')
  async removePin(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.pins.remove(actor);
    await seeOther(res, { said: 'You have no PIN any more. Sign in with your password.', to: '/account' });
  }

  private async showList(actor: Actor, res: Response, state: FormState): Promise<void> {
    const [units, computers, here] = await Promise.all([
      this.computers.unitsOf(actor),
      this.computers.list(actor),
      this.desk.computerOf(res.req),
    ]);
    res.render('identity/pages/shared-computers.njk', {
      ...{ state, here, units, byPin: res.req.session.byPin ?? false },
      computers: computers.map((one) => ({ ...one, isHere: one.id === here?.id })),
      minutes: this.env.SHARED_LOCK_MINUTES,
    });
  }

  private async showPin(actor: Actor, res: Response, state: FormState): Promise<void> {
    const hours = this.env.SHARED_SIGN_IN_HOURS;
    res.render('identity/pages/pin.njk', { state, setAt: await this.pins.setAt(actor), hours });
  }
}

const WITH_PASSWORD = 'Sign in with your password first: a PIN is not enough to mark a computer as shared.';
