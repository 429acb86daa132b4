import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdField, WholeNumberField } from '../web/fields.js';
import { IdParam } from '../web/id-param.pipe.js';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { LONGEST_PLANNED_STAY } from '../stays/domain/short-break-limits.js';
import { VacanciesService } from './vacancies.service.js';
import { moveJson, unavailableJson } from './pages/options.json.js';
import { VacanciesAnswer } from './dto/option.answer.js';

class VacanciesQuery extends RangeQuery {
  @WholeNumberField('Nights', { min: 1, max: LONGEST_PLANNED_STAY }) nights: number;
  @IdField('Young person', { required: false }) youngPerson?: string;
}

@ApiTags('Units')
@Controller('api/v1/units')
export class VacanciesController {
  constructor(private readonly vacancies: VacanciesService) {}

  @Get(':unit/vacancies')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listVacancies',
    summary:
      'Each start date in the range: a real bed for every night, with the moves that it takes, or why there is none',
  })
  @ApiOkResponse({ type: VacanciesAnswer })
  async of(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: VacanciesQuery,
  ): Promise<VacanciesAnswer> {
    const { options, unavailable, guests } = await this.vacancies.of(
      actor,
      unit,
      nightsOfRange(query),
      query.nights,
      query.youngPerson,
    );
    return {
      options: options.map(({ arrival, departure, bed, beds, moves }) => ({
        arrival,
        departure,
        bed: { id: bed.id, name: bed.name },
        beds: beds.map(({ id, name }) => ({ id, name })),
        moves: moves.map((move) => moveJson(move, guests, actor.role !== 'cas_worker')),
      })),
      unavailable: unavailable.map(unavailableJson),
    };
  }
}
