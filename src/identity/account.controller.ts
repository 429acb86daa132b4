import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { forbidden } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { endSession, startSession } from '../web/page-session.js';
import { PageQuery } from '../web/paging.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { ChangePasswordForm } from './dto/change-password.dto.js';
import { OwnTokenForm } from './dto/new-token.dto.js';
import { OwnAccountService } from './own-account.service.js';
import { BeforeOwnPassword } from './own-password.decorator.js';
import { mayName } from './pages/deputies.page.js';
import { unitsText } from './pages/words.page.js';
import { TokensService } from './tokens.service.js';

const WITH_PASSWORD = 'Sign in with your password first: a PIN is not enough to make a token.';
const NOTHING: FormState = { values: {}, errors: {} };

/** The pages of one's own account. */
@Controller('account')
export class AccountController {
  constructor(
    private readonly account: OwnAccountService,
    private readonly tokens: TokensService,
  ) {}

  @Get()
  @Access('anyone-signed-in')
  async show(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const { email } = await this.account.details(actor);
    res.render('identity/pages/account.njk', {
      actor,
      email,
      units: unitsText(actor),
      mayNameDeputies: mayName(actor),
      mayHearOfNews: actor.role !== 'administrator',
      mayHaveFeed: actor.role !== 'administrator',
      mayHavePin: actor.role === 'unit_staff' || actor.role === 'manager',
      mayShare: actor.role === 'manager' || actor.role === 'administrator',
    });
  }

  @Get('password')
  @Access('anyone-signed-in')
  @BeforeOwnPassword()
  async askPassword(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showPassword(actor, res, NOTHING);
  }

  @Post('password')
  @Access('anyone-signed-in')
  @BeforeOwnPassword()
  async changePassword(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: ChangePasswordForm,
      show: (state) => this.showPassword(actor, res, state),
      save: async ({ currentPassword, newPassword }) => {
        await this.account.changePassword(actor, currentPassword, newPassword);
        await startSession(res.req, actor.id);
        const said =
          'Your password is changed. You are signed out everywhere else, and your tokens and your calendar feed no longer work.';
        return { said, to: '/account' };
      },
    });
  }

  @Get('tokens')
  @Access('anyone-signed-in')
  async listTokens(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    await this.showTokens(actor, res, NOTHING, query);
  }

  @Post('tokens')
  @Access('anyone-signed-in')
  async makeToken(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    if (res.req.session.byPin) throw forbidden(WITH_PASSWORD);
    await submitForm(res, {
      dto: OwnTokenForm,
      show: (state) => this.showTokens(actor, res, state),
      save: async ({ label }) => {
        const made = await this.tokens.make(actor.id, label, actor.from);
        return () => res.render('identity/pages/new-token.njk', { label, ...made });
      },
    });
  }

  @Post('tokens/:id/revoke')
  @Access('anyone-signed-in')
  async revokeToken(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.tokens.revoke(actor, id);
    await seeOther(res, { said: 'The token is revoked. It no longer works.', to: '/account/tokens' });
  }

  @Get('sign-out-everywhere')
  @Access('anyone-signed-in')
  askEverywhere(@Res() res: Response): void {
    res.render('identity/pages/sign-out-everywhere.njk');
  }

  @Post('sign-out-everywhere')
  @Access('anyone-signed-in')
  async signOutEverywhere(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.account.signOutEverywhere(actor);
    await endSession(res.req);
    await seeOther(res, {
      said: 'You are signed out everywhere, and your tokens and your calendar feed no longer work.',
      to: '/sign-in',
    });
  }

  private async showPassword(actor: Actor, res: Response, state: FormState): Promise<void> {
    const { mustChangePassword } = await this.account.details(actor);
    res.render('identity/pages/password.njk', { state, mustChangePassword });
  }

  private async showTokens(actor: Actor, res: Response, state: FormState, query = new PageQuery()): Promise<void> {
    const tokens = await this.tokens.own(actor, query);
    res.render('identity/pages/tokens.njk', { state, tokens });
  }
}
