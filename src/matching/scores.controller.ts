import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { compatibilityJson, remedyJson } from './pages/compatibility.json.js';
import { ScoreAnswer } from './dto/compatibility.answer.js';
import { ScoreDto } from './dto/score.dto.js';
import { ScoresService } from './scores.service.js';

@ApiTags('Matching guide')
@Controller('api/v1/compatibility')
export class ScoresController {
  constructor(private readonly scores: ScoresService) {}

  @Post('score')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'scoreGroup',
    summary: 'Judges a group that is sent, by a matching guide that is sent or by the one in force; stores nothing',
  })
  @ApiOkResponse({ type: ScoreAnswer })
  async score(@CurrentActor() actor: Actor, @Body() body: ScoreDto): Promise<ScoreAnswer> {
    const { people, guest, nights, facts = [], otherBeds = [], rules } = body;
    const group = {
      guest,
      people: people.map((one) => ({ ...one, ratings: one.ratings ?? [] })),
      nights: nights.map(({ night, others = [], staff = null, eases = [], apart = [] }) => {
        return { night, others, staff, eases, apart };
      }),
      facts,
      otherBeds: otherBeds.map(({ bed, apart = [] }) => ({ bed, apart })),
    };
    const { version, wouldWork, ...found } = await this.scores.score(actor, group, rules);
    return { ...compatibilityJson(found), version, wouldWork: wouldWork.map(remedyJson) };
  }
}
