import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DecidePairDto, EndPairDecisionDto } from './dto/decide-pair.dto.js';
import type { PairDecision } from './pair-decision.entity.js';
import { PairDecisionsService } from './pair-decisions.service.js';

@ApiTags('matching')
@ApiBearerAuth()
@Controller('api/v1/pair-decisions')
export class PairDecisionsController {
  constructor(private readonly pairs: PairDecisionsService) {}

  /** A signed decision about two young people. It stays in force until a manager ends it. */
  @Post()
  @Access('unit_staff', 'manager')
  async decide(@CurrentActor() actor: Actor, @Body() body: DecidePairDto) {
    return json(await this.pairs.decide(actor, body));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Access('manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { reasons }: EndPairDecisionDto) {
    return json(await this.pairs.end(actor, id, reasons));
  }
}

function json({ id, youngPersonA, youngPersonB, decision, evidence, reviewBy, decidedAt, endedAt }: PairDecision) {
  return { id, youngPeople: [youngPersonA, youngPersonB], decision, evidence, reviewBy, decidedAt, endedAt };
}
