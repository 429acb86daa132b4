import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import type { Page } from '../web/paging.js';
import { NewYoungPersonDto, WorkerDto, YoungPeopleQuery } from './dto/young-person.dto.js';
import { PeopleService } from './people.service.js';
import { RegistrationService } from './registration.service.js';
import { WorkersService } from './workers.service.js';
import type { PersonName, YoungPersonDetails } from './young-person-details.js';

@ApiTags('Young people')
@ApiBearerAuth()
@Controller('api/v1/young-people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly registration: RegistrationService,
    private readonly workers: WorkersService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ summary: 'The young people whom I may see, by last name' })
  list(@CurrentActor() actor: Actor, @Query() query: YoungPeopleQuery): Promise<Page<YoungPersonDetails>> {
    return this.people.list(actor, query);
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ summary: 'Puts a young person on record' })
  async create(@CurrentActor() actor: Actor, @Body() input: NewYoungPersonDto): Promise<YoungPersonDetails> {
    return this.people.open(actor, await this.registration.create(actor, input));
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ summary: 'One young person' })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<YoungPersonDetails> {
    return this.people.open(actor, id);
  }

  @Post(':id/co-workers')
  @Access('cas_worker', 'manager')
  @ApiOperation({ summary: 'Lets another CAS worker read the record and ask for breaks' })
  addCoWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { worker }: WorkerDto,
  ): Promise<PersonName> {
    return this.workers.addCoWorker(actor, id, worker);
  }

  @Delete(':id/co-workers/:user')
  @HttpCode(204)
  @Access('cas_worker', 'manager')
  @ApiOperation({ summary: 'Ends a co-worker’s access' })
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
  @ApiOperation({ summary: 'Hands the young person to another key worker' })
  changeKeyWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { worker }: WorkerDto,
  ): Promise<PersonName> {
    return this.workers.changeKeyWorker(actor, id, worker);
  }
}
