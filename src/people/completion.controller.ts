import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { CompletionService } from './completion.service.js';
import { YoungPersonAnswer } from './dto/young-person.answer.js';
import { CompleteRecordDto } from './dto/young-person.dto.js';
import { PeopleService } from './people.service.js';

@ApiTags('Young people')
@Controller('api/v1/young-people/:id/complete')
export class CompletionController {
  constructor(
    private readonly completion: CompletionService,
    private readonly people: PeopleService,
  ) {}

  @Post()
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'completeYoungPerson',
    summary: 'What is known now of a child who was put on record in an emergency: the case number above all',
  })
  @Versioned()
  @ApiOkResponse({ type: YoungPersonAnswer })
  async complete(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: CompleteRecordDto,
  ): Promise<YoungPersonAnswer> {
    await this.completion.complete(actor, id, body);
    return this.people.open(actor, id);
  }
}
