import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { pageOf, readCursor } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { nightsOfRange } from '../web/range.query.js';
import { RegisterAnswer, RegisterEntryAnswer } from './dto/register.answer.js';
import { RegisterEntryDto, RegisterQuery } from './dto/register.dto.js';
import { RegisterEntries } from './register-entries.service.js';
import { RegisterService } from './register.service.js';

@ApiTags('Register of children')
@Controller('api/v1')
export class RegisterController {
  constructor(
    private readonly register: RegisterService,
    private readonly entries: RegisterEntries,
  ) {}

  @Get('units/:unit/register')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listRegister',
    summary: 'The register of children: everybody who was there in the range, one row a stay; `to` is exclusive',
  })
  @ApiOkResponse({ type: RegisterAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() { limit, cursor, ...query }: RegisterQuery,
  ): Promise<RegisterAnswer> {
    const range = nightsOfRange(query);
    const filter = { unit, ...range };
    const position = readCursor(cursor, ['date', 'id'], filter);
    const after = position && { arrival: String(position[0]), id: String(position[1]) };
    const rows = await this.register.list(actor, unit, range, { after, limit: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.arrival, row.stayId], filter);
    return { items: items.map(({ arrival: _, youngPersonId: __, ...row }) => row), next };
  }

  @Get('stays/:id/register')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openRegisterEntry', summary: 'What the register asks of a stay beside its dates' })
  @Versioned()
  @ApiOkResponse({ type: RegisterEntryAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<RegisterEntryAnswer> {
    return this.entries.of(actor, id);
  }

  @Post('stays/:id/register')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'correctRegisterEntry',
    summary: 'Completes or puts right what the register asks of a stay',
  })
  @Versioned()
  @ApiOkResponse({ type: RegisterEntryAnswer })
  correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() entry: RegisterEntryDto,
  ): Promise<RegisterEntryAnswer> {
    return this.entries.correct(actor, id, entry);
  }
}
