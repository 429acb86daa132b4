import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { CharacteristicsService } from './characteristics.service.js';
import { CharacteristicsAnswer, NeedsToMeetAnswer } from './dto/characteristics.answer.js';
import { CharacteristicsDto, NeedsToMeetDto } from './dto/characteristics.dto.js';
import { NeedsToMeet } from './needs-to-meet.service.js';

/** What a young person says they are, which weighs in no decision; and what is to be met for them, which does. */
@ApiTags('Young people')
@Controller('api/v1/young-people/:id')
export class CharacteristicsController {
  constructor(
    private readonly characteristics: CharacteristicsService,
    private readonly needs: NeedsToMeet,
  ) {}

  @Get('characteristics')
  @Access('cas_worker')
  @ApiOperation({
    operationId: 'openCharacteristics',
    summary: 'What a young person says of themselves for the monitoring of equality: for their key worker alone',
  })
  @Versioned()
  @ApiOkResponse({ type: CharacteristicsAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<CharacteristicsAnswer> {
    return { items: await this.characteristics.open(actor, id) };
  }

  @Post('characteristics')
  @HttpCode(200)
  @Access('cas_worker')
  @ApiOperation({
    operationId: 'writeCharacteristics',
    summary: 'Writes it down: each answer is left as it is unless it is given, and what was there stays on record',
  })
  @Versioned()
  @ApiOkResponse({ type: CharacteristicsAnswer })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: CharacteristicsDto,
  ): Promise<CharacteristicsAnswer> {
    await this.characteristics.write(actor, id, body);
    return this.open(actor, id);
  }

  @Get('needs-to-meet')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openNeedsToMeet', summary: 'What is to be met for a young person while they stay' })
  @Versioned()
  @ApiOkResponse({ type: NeedsToMeetAnswer })
  openNeeds(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<NeedsToMeetAnswer> {
    return this.needs.of(actor, id);
  }

  @Post('needs-to-meet')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'writeNeedsToMeet', summary: 'Writes it down: what is left out stays as it is' })
  @Versioned()
  @ApiOkResponse({ type: NeedsToMeetAnswer })
  async writeNeeds(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: NeedsToMeetDto,
  ): Promise<NeedsToMeetAnswer> {
    await this.needs.write(actor, id, body);
    return this.openNeeds(actor, id);
  }
}
