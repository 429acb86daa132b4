import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ExtendDto, MoveDto, ShortenDto } from './dto/stay-changes.dto.js';
import { FreeBedsAnswer } from './dto/way-out.answer.js';
import { freeBedsJson } from './pages/ways-out.json.js';
import { StayChangesService } from './stay-changes.service.js';
import { StayLengthService } from './stay-length.service.js';
import { StayWarnings } from '../stays/stay-warnings.service.js';
import { StayAnswer, StayWithWarningsAnswer } from '../stays/dto/stay.answer.js';
import { Versioned } from '../web/versions.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class StayChangesController {
  constructor(
    private readonly changes: StayChangesService,
    private readonly lengths: StayLengthService,
    private readonly warnings: StayWarnings,
  ) {}

  @Post(':id/extend')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'extendStay', summary: 'More nights in the same bed, signed by a manager with reasons' })
  @Versioned()
  @ApiOkResponse({ type: StayWithWarningsAnswer })
  async extend(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() more: ExtendDto,
  ): Promise<StayWithWarningsAnswer> {
    const stay = await this.lengths.extend(actor, id, more);
    return { ...stay, warnings: await this.warnings.of(actor, stay) };
  }

  @Post(':id/shorten')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'shortenStay',
    summary: 'Fewer nights, and once they are there why; those given up are free again',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  shorten(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() fewer: ShortenDto,
  ): Promise<StayAnswer> {
    return this.lengths.shorten(actor, id, fewer);
  }

  @Get(':id/beds')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listBedsForMove', summary: 'The beds that the stay could move to' })
  @ApiOkResponse({ type: FreeBedsAnswer })
  async beds(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<FreeBedsAnswer> {
    return freeBedsJson(await this.changes.whereTo(actor, id));
  }

  @Post(':id/move')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'moveStay',
    summary: 'Another bed: for all nights before the arrival, from tonight on after it',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  move(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { bed, ...how }: MoveDto,
  ): Promise<StayAnswer> {
    return this.changes.move(actor, id, bed, how);
  }
}
