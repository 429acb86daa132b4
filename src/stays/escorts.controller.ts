import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { EscortsAnswer } from './dto/escort.answer.js';
import { ConfirmEscortsDto, EscortDto, RemoveEscortDto } from './dto/escort.dto.js';
import { EscortsService } from './escorts.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class EscortsController {
  constructor(private readonly escorts: EscortsService) {}

  @Get(':id/escorts')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openEscorts', summary: 'Who brings and collects them, and who must not' })
  @ApiOkResponse({ type: EscortsAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<EscortsAnswer> {
    return this.escorts.of(actor, id);
  }

  @Post(':id/escorts')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'addEscort', summary: 'Puts somebody on the list' })
  @ApiCreatedResponse({ type: EscortsAnswer })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() escort: EscortDto,
  ): Promise<EscortsAnswer> {
    return this.escorts.add(actor, id, escort);
  }

  @Post(':id/escorts/confirm')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'confirmEscorts',
    summary: 'Says that the list is right for this stay, with those of the last stay to whom it still applies',
  })
  @ApiOkResponse({ type: EscortsAnswer })
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { keep }: ConfirmEscortsDto,
  ): Promise<EscortsAnswer> {
    return this.escorts.confirm(actor, id, keep);
  }

  @Post(':id/escorts/:escort/remove')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'removeEscort',
    summary: 'Takes somebody off the list, with a reason; it stays on record',
  })
  @ApiOkResponse({ type: EscortsAnswer })
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('escort', IdParam) escort: string,
    @Body() { reason }: RemoveEscortDto,
  ): Promise<EscortsAnswer> {
    return this.escorts.remove(actor, id, escort, reason);
  }
}
