import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { WithdrawDto } from './dto/withdraw.dto.js';
import { RequestWithEventsAnswer } from './dto/request.answer.js';
import { WithdrawalAnswer } from './dto/withdrawal.answer.js';
import { withdrawalJson } from './pages/withdrawal.json.js';
import { RequestAnswers } from './request-answers.service.js';
import { Withdrawals } from './withdrawals.service.js';

/** Withdrawing a request, with everything shown first that goes with it. */
@ApiTags('Requests')
@Controller('api/v1/requests/:id')
export class WithdrawalsController {
  constructor(
    private readonly withdrawals: Withdrawals,
    private readonly answers: RequestAnswers,
  ) {}

  @Get('withdrawal')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'whatWithdrawingDoes',
    summary: 'What would go if the request were withdrawn now, and what stays',
  })
  @ApiOkResponse({ type: WithdrawalAnswer })
  async show(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<WithdrawalAnswer> {
    return withdrawalJson(await this.withdrawals.of(actor, id));
  }

  @Post('withdraw')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'withdrawRequest',
    summary: 'Withdraws a request; beds that are held are free again, and a stay to come is cancelled',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: WithdrawDto,
  ): Promise<RequestWithEventsAnswer> {
    await this.withdrawals.withdraw(actor, id, given);
    return this.answers.of(actor, id);
  }
}
