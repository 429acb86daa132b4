import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '../platform/access.js';
import { submitForm, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AccountChangesService } from './account-changes.service.js';
import { AccountsService } from './accounts.service.js';
import { showPassword } from './accounts.controller.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { accountRow } from './pages/account-form.page.js';

/** These pages ask one question, and answering needs no field. */
class NoFields {}

type Step = 'password' | 'end' | 'reopen';
const NOTHING: FormState = { values: {}, errors: {} };

/** New password, end, reopen: each a page that asks first. */
@Controller('accounts/:id')
export class AccountEndController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly changes: AccountChangesService,
  ) {}

  @Get('password')
  @Access('administrator')
  askPassword(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, 'password', res, NOTHING);
  }

  @Post('password')
  @Access('administrator')
  async setPassword(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: NoFields,
      show: (state) => this.show(actor, id, 'password', res, state),
      save: async () => {
        const password = await this.changes.setPassword(actor, id);
        const { name, email } = await this.accounts.open(actor, id);
        return () => showPassword(res, `${name} has a new password`, email, password);
      },
    });
  }

  @Get('end')
  @Access('administrator')
  askEnd(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, 'end', res, NOTHING);
  }

  @Post('end')
  @Access('administrator')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NoFields,
      show: (state) => this.show(actor, id, 'end', res, state),
      save: async () => {
        await this.changes.end(actor, id);
        const { name } = await this.accounts.open(actor, id);
        return { said: `The account of ${name} has ended. It is signed out everywhere.`, to: '/accounts' };
      },
    });
  }

  @Get('reopen')
  @Access('administrator')
  askReopen(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, 'reopen', res, NOTHING);
  }

  @Post('reopen')
  @Access('administrator')
  async reopen(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NoFields,
      show: (state) => this.show(actor, id, 'reopen', res, state),
      save: async () => {
        const password = await this.changes.reopen(actor, id);
        const { name, email } = await this.accounts.open(actor, id);
        return () => showPassword(res, `The account of ${name} works again`, email, password);
      },
    });
  }

  private async show(actor: Actor, id: string, step: Step, res: Response, state: FormState): Promise<void> {
    const account = await this.accounts.open(actor, id);
    res.render(`identity/pages/account-${step}.njk`, { state, account: accountRow(account) });
  }
}
