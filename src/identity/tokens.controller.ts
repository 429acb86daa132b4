import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { CredentialsService } from './credentials.service.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { NewTokenDto } from './dto/new-token.dto.js';
import { originOf } from './request-origin.js';
import { OwnPasswordNeeded } from './sign-in-needed.js';
import { TokensService } from './tokens.service.js';
import { MeAnswer, NewTokenAnswer, TokensAnswer } from './dto/token.answer.js';

@ApiTags('Who I am')
@Controller('api/v1')
export class TokensController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly tokens: TokensService,
  ) {}

  @Post('tokens')
  @Access('stranger')
  @ApiOperation({ operationId: 'signIn', summary: 'Signs in: a token for the Authorization header, shown this once' })
  @ApiCreatedResponse({ type: NewTokenAnswer })
  async make(@Body() input: NewTokenDto, @Req() req: Request): Promise<NewTokenAnswer> {
    const from = originOf(req);
    const account = await this.credentials.check(input.email, input.password, from);
    if (account.mustChangePassword) throw new OwnPasswordNeeded();
    return this.tokens.make(account.id, input.label ?? 'API', from);
  }

  @Get('tokens')
  @Access('anyone-signed-in')
  @ApiOperation({ operationId: 'listTokens', summary: 'My tokens that still work, newest first' })
  @ApiOkResponse({ type: TokensAnswer })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<TokensAnswer> {
    return this.tokens.own(actor, query);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @Access('anyone-signed-in')
  @ApiOperation({ operationId: 'revokeToken', summary: 'Revokes one of my tokens, at once' })
  @ApiNoContentResponse()
  async revoke(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    await this.tokens.revoke(actor, id);
  }

  @Get('me')
  @Access('anyone-signed-in')
  @ApiOperation({ operationId: 'whoAmI', summary: 'Who I am' })
  @ApiOkResponse({ type: MeAnswer })
  me(@CurrentActor() { id, name, role, units, standsInFor = [] }: Actor): MeAnswer {
    return { id, name, role, units, standsInFor };
  }
}
