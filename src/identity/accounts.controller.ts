import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { AccountChangesService } from './account-changes.service.js';
import { AccountsService } from './accounts.service.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { EditAccountForm, NewAccountForm } from './dto/account.dto.js';
import { accountForm, accountRow, accountValues, accountWords } from './pages/account-form.page.js';

/** The administrator's pages: who has an account, as what. */
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly changes: AccountChangesService,
  ) {}

  @Get()
  @Access('administrator')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.accounts.list(actor, query);
    res.render('identity/pages/accounts.njk', { accounts: items.map(accountRow), next, first: !query.cursor });
  }

  @Get('new')
  @Access('administrator')
  async askNew(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showNew(actor, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('administrator')
  async create(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NewAccountForm,
      show: (state) => this.showNew(actor, res, state),
      save: async (input) => {
        const { password } = await this.changes.create(actor, input);
        return () => showPassword(res, `${input.name} has an account`, input.email.toLowerCase(), password);
      },
    });
  }

  @Get(':id')
  @Access('administrator')
  async askEdit(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const account = await this.accounts.open(actor, id);
    await this.showEdit(actor, id, res, typedBefore(res.req, editValues(accountValues(account))));
  }

  @Post(':id')
  @Access('administrator')
  async edit(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitEdit(res, {
      dto: EditAccountForm,
      read: () => this.accounts.open(actor, id),
      valuesOf: accountValues,
      words: async () => accountWords(await this.accounts.units(actor)),
      show: (state) => this.showEdit(actor, id, res, state),
      save: async (input) => {
        await this.changes.edit(actor, id, input);
        return { said: `The account of ${input.name} is changed.`, to: '/accounts' };
      },
    });
  }

  private async showNew(actor: Actor, res: Response, state: FormState): Promise<void> {
    res.render('identity/pages/new-account.njk', accountForm(state, await this.accounts.units(actor)));
  }

  private async showEdit(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const account = await this.accounts.open(actor, id);
    const form = accountForm(state, await this.accounts.units(actor));
    res.render('identity/pages/edit-account.njk', { ...form, account: accountRow(account) });
  }
}

/** A password that is shown this once and stored nowhere but as its hash. */
export function showPassword(res: Response, heading: string, email: string, password: string): void {
  res.render('identity/pages/one-time-password.njk', { heading, email, password });
}
