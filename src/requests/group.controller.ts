import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { GroupAnswer } from './dto/group.answer.js';
import { GroupQuery } from './dto/group.query.js';
import { GroupService } from './group.service.js';
import { groupJson } from './pages/group.page.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class GroupController {
  constructor(private readonly groups: GroupService) {}

  @Get(':unit/group')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openGroup',
    summary: 'Those who are there on some nights, what stands between any two, and what all ask of the house',
  })
  @ApiOkResponse({ type: GroupAnswer })
  async open(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() { from, to, youngPerson }: GroupQuery,
  ): Promise<GroupAnswer> {
    return groupJson(await this.groups.of(actor, unit, { arrival: from, departure: to }, youngPerson));
  }
}
