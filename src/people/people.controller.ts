import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { NewYoungPersonDto, WorkerDto, YoungPeopleQuery } from './dto/young-person.dto.js';
import { PeopleService } from './people.service.js';
import { RegistrationService } from './registration.service.js';
import { WorkersService } from './workers.service.js';
import { NamedAnswer } from '../web/named.answer.js';
import { YoungPeopleAnswer, YoungPersonAnswer } from './dto/young-person.answer.js';
import { Versioned } from '../web/versions.js';

@ApiTags('Young people')
@Controller('api/v1/young-people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly registration: RegistrationService,
    private readonly workers: WorkersService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listYoungPeople', summary: 'The young people whom I may see, by last name' })
  @ApiOkResponse({ type: YoungPeopleAnswer })
  list(@CurrentActor() actor: Actor, @Query() query: YoungPeopleQuery): Promise<YoungPeopleAnswer> {
    return this.people.list(actor, query);
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'addYoungPerson', summary: 'Puts a young person on record' })
  @Versioned()
  @ApiCreatedResponse({ type: YoungPersonAnswer })
  async create(@CurrentActor() actor: Actor, @Body() input: NewYoungPersonDto): Promise<YoungPersonAnswer> {
    return this.people.open(actor, await this.registration.create(actor, input));
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openYoungPerson', summary: 'One young person' })
  @Versioned()
  @ApiOkResponse({ type: YoungPersonAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<YoungPersonAnswer> {
    return this.people.open(actor, id);
  }

  @Post(':id/co-workers')
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'addCoWorker', summary: 'Lets another CAS worker read the record and ask for breaks' })
  @ApiCreatedResponse({ type: NamedAnswer })
  addCoWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { worker }: WorkerDto,
  ): Promise<NamedAnswer> {
    return this.workers.addCoWorker(actor, id, worker);
  }

  @Delete(':id/co-workers/:user')
  @HttpCode(204)
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'endCoWorker', summary: 'Ends a co-worker’s access' })
  @ApiNoContentResponse()
  async endCoWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('user', IdParam) user: string,
  ): Promise<void> {
    await this.workers.endCoWorker(actor, id, user);
  }

  @Post(':id/key-worker')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'changeKeyWorker', summary: 'Hands the young person to another key worker' })
  @ApiOkResponse({ type: NamedAnswer })
  changeKeyWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { worker }: WorkerDto,
  ): Promise<NamedAnswer> {
    return this.workers.changeKeyWorker(actor, id, worker);
  }
}
