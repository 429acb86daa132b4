import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { StayNeedsAnswer } from './dto/stay-needs.answer.js';
import { StayNeedsDto } from './dto/stay-needs.dto.js';
import { StayNeedsService } from './stay-needs.service.js';

@ApiTags('Young people')
@Controller('api/v1/young-people')
export class StayNeedsController {
  constructor(
    private readonly needs: StayNeedsService,
    private readonly people: PeopleService,
  ) {}

  @Post(':id/stay-needs')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'changeStayNeeds',
    summary: 'What a stay asks of the house: support, what the room must have, whether it is always the same',
  })
  @ApiOkResponse({ type: StayNeedsAnswer })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: StayNeedsDto,
  ): Promise<StayNeedsAnswer> {
    await this.needs.change(actor, id, body);
    const { supportLevel, roomNeeds, keepsRoom, noticeDays } = await this.people.open(actor, id);
    const lacking = await this.needs.lacking(actor, id);
    return {
      supportLevel,
      roomNeeds,
      keepsRoom,
      noticeDays,
      lacking: lacking.map(({ stayId, ...stay }) => ({ stay: stayId, ...stay })),
    };
  }
}
