import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ExtendDto, MoveDto, ShortenDto } from './dto/stay-changes.dto.js';
import { StayChangesService } from './stay-changes.service.js';

@ApiTags('stays')
@ApiBearerAuth()
@Controller('api/v1/stays')
export class StayChangesController {
  constructor(private readonly changes: StayChangesService) {}

  /** More nights in the same bed, signed by a manager with reasons. */
  @Post(':id/extend')
  @HttpCode(200)
  @Access('manager')
  extend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { departure, reasons }: ExtendDto) {
    return this.changes.extend(actor, id, departure, reasons);
  }

  @Post(':id/shorten')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  shorten(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { departure, reasons }: ShortenDto) {
    return this.changes.shorten(actor, id, departure, reasons);
  }

  /** Another bed for the same nights, before the arrival. */
  @Post(':id/move')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  move(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { bed, reasons }: MoveDto) {
    return this.changes.move(actor, id, bed, reasons);
  }
}
