import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { CurrentActor } from './current-actor.decorator.js';
import { DeputiesService, type Deputyship } from './deputies.service.js';
import type { Actor } from './domain/actor.js';
import { DeputiesAnswer, DeputyAnswer } from './dto/deputy.answer.js';
import { NameDeputyDto } from './dto/deputy.dto.js';

@ApiTags('Deputies')
@Controller('api/v1/deputies')
export class DeputiesController {
  constructor(private readonly deputies: DeputiesService) {}

  @Get()
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'listDeputies', summary: 'Who stands in for whom, now and later' })
  @ApiOkResponse({ type: DeputiesAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<DeputiesAnswer> {
    const { items, next } = await this.deputies.list(actor, query);
    return { items: items.map(deputyJson), next };
  }

  @Post()
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'nameDeputy', summary: 'Names who stands in for a CAS worker, from and until a day' })
  @ApiCreatedResponse({ type: DeputyAnswer })
  async name(@CurrentActor() actor: Actor, @Body() body: NameDeputyDto): Promise<DeputyAnswer> {
    return deputyJson(await this.deputies.name(actor, body));
  }

  @Post(':id/end')
  @HttpCode(204)
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'endDeputy', summary: 'Ends it at once' })
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    await this.deputies.end(actor, id);
  }
}

function deputyJson({ beginsAt: _, ...rest }: Deputyship): DeputyAnswer {
  return rest;
}
