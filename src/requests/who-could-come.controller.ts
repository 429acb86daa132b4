import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { WhoCouldComeAnswer } from './dto/who-could-come.answer.js';
import { WhoCouldComeQuery } from './dto/who-could-come.query.js';
import { whoCouldComeJson } from './pages/who-could-come.page.js';
import { WhoCouldComeService } from './who-could-come.service.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class WhoCouldComeController {
  constructor(private readonly who: WhoCouldComeService) {}

  @Get(':unit/who-could-come')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listWhoCouldCome',
    summary: 'Free nights the other way round: the young people who could fill them, in the order of whose turn it is',
  })
  @ApiOkResponse({ type: WhoCouldComeAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() { from, to, show, ...page }: WhoCouldComeQuery,
  ): Promise<WhoCouldComeAnswer> {
    const view = await this.who.of(actor, unit, { arrival: from, departure: to });
    return whoCouldComeJson(view, await this.who.shown(actor, view, { ...page, could: show }));
  }
}
