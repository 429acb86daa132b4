import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { StayAnswer } from '../stays/dto/stay.answer.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { ConflictsAnswer } from './dto/conflict.answer.js';
import { DecidedDto, RebookDto } from './dto/stay-changes.dto.js';
import { WaysOutAnswer } from './dto/way-out.answer.js';
import { waysOutJson } from './pages/ways-out.json.js';
import { StayChangesService } from './stay-changes.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';

@ApiTags('Conflicts')
@Controller('api/v1')
export class StayConflictsController {
  constructor(
    private readonly conflicts: StayConflictsService,
    private readonly changes: StayChangesService,
  ) {}

  @Get('units/:unit/conflicts')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listConflicts', summary: 'What has to be solved today, by arrival' })
  @ApiOkResponse({ type: ConflictsAnswer })
  list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<ConflictsAnswer> {
    return this.conflicts.list(actor, unit, query);
  }

  @Get('stays/:id/ways-out')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listWaysOut', summary: 'How a stay that lost its bed could have one again' })
  @ApiOkResponse({ type: WaysOutAnswer })
  async waysOut(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<WaysOutAnswer> {
    return waysOutJson(await this.conflicts.waysOut(actor, id));
  }

  @Post('stays/:id/rebook')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'rebookStay',
    summary: 'Another bed or other nights, no more of them, for a stay to come',
    description:
      'With no bed given, the stay takes one that is free on all these nights; where there is none, booked stays that have not arrived change beds to make room, in the same step.',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  rebook(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons, ...wanted }: RebookDto,
  ): Promise<StayAnswer> {
    return this.changes.rebook(actor, id, wanted, reasons ?? '');
  }

  @Post('stays/:id/decided')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'decideCompany',
    summary: 'What was decided about somebody who is there with one from whom they are kept apart',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  decided(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons }: DecidedDto,
  ): Promise<StayAnswer> {
    return this.conflicts.decided(actor, id, reasons);
  }
}
