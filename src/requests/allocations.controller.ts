import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { AllocationsService } from '../people/allocations.service.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AllocationAnswer, AllocationsAnswer } from './dto/allocation.answer.js';
import { AllocationDto, EndAllocationDto, ReviseAllocationDto } from './dto/allocation.dto.js';

@ApiTags('Allocations')
@Controller('api/v1')
export class AllocationsController {
  constructor(
    private readonly allocations: AllocationsService,
    private readonly uses: AllocationUseService,
  ) {}

  @Get('young-people/:id/allocations')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listAllocations',
    summary: 'Nights granted to a young person and what is left of them, the latest grant first',
  })
  @ApiOkResponse({ type: AllocationsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
  ): Promise<AllocationsAnswer> {
    const { items, next } = await this.allocations.list(actor, id, query);
    return { items: await this.uses.withUse(actor, items), next };
  }

  @Post('young-people/:id/allocations')
  @Access('manager')
  @ApiOperation({ operationId: 'grantNights', summary: 'Grants nights of each kind for a period' })
  @Versioned()
  @ApiCreatedResponse({ type: AllocationAnswer })
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { firstDay, lastDay, note = '', ...granted }: AllocationDto,
  ): Promise<AllocationAnswer> {
    return this.answer(actor, await this.allocations.grant(actor, id, { firstDay, lastDay, note, granted }));
  }

  @Get('allocations/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openAllocation', summary: 'One allocation with what is left of it' })
  @Versioned()
  @ApiOkResponse({ type: AllocationAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AllocationAnswer> {
    return this.answer(actor, id);
  }

  @Post('allocations/:id/revise')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'reviseAllocation',
    summary: 'Another takes its place; what is left out stays as it was, and the one before stays on record',
  })
  @Versioned()
  @ApiOkResponse({ type: AllocationAnswer })
  async revise(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { firstDay, lastDay, weekday, weekend, holiday, note, reason }: ReviseAllocationDto,
  ): Promise<AllocationAnswer> {
    const before = await this.allocations.open(actor, id);
    const { granted } = before;
    const changes = {
      firstDay: firstDay ?? before.firstDay,
      lastDay: lastDay ?? before.lastDay,
      note: note ?? before.note,
      granted: {
        weekday: weekday ?? granted.weekday,
        weekend: weekend ?? granted.weekend,
        holiday: holiday ?? granted.holiday,
      },
    };
    return this.answer(actor, await this.allocations.revise(actor, id, { ...changes, reason }));
  }

  @Post('allocations/:id/end')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'endAllocation', summary: 'Takes back what was granted; it stays on record' })
  @Versioned()
  @ApiOkResponse({ type: AllocationAnswer })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: EndAllocationDto,
  ): Promise<AllocationAnswer> {
    await this.allocations.end(actor, id, reason);
    return this.answer(actor, id);
  }

  private async answer(actor: Actor, id: string): Promise<AllocationAnswer> {
    const allocation = await this.allocations.open(actor, id);
    const [inUse] = await this.uses.withUse(actor, [allocation]);
    return inUse!;
  }
}
