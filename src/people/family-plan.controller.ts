import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { FamilyPlanAnswer } from './dto/family-plan.answer.js';
import { AimStepDto, NewAimDto } from './dto/family-plan.dto.js';
import { FamilyPlans } from './family-plan.service.js';

@ApiTags('Young people')
@Controller('api/v1/young-people/:id/plan')
export class FamilyPlanController {
  constructor(private readonly plans: FamilyPlans) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openFamilyPlan', summary: 'The aims of the family plan, and what became of them' })
  @Versioned()
  @ApiOkResponse({ type: FamilyPlanAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<FamilyPlanAnswer> {
    return { aims: await this.plans.open(actor, id) };
  }

  @Post('aims')
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'addAim', summary: 'Adds an aim to the family plan' })
  @Versioned()
  @ApiCreatedResponse({ type: FamilyPlanAnswer })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() aim: NewAimDto,
  ): Promise<FamilyPlanAnswer> {
    await this.plans.add(actor, id, aim);
    return { aims: await this.plans.of(actor, id) };
  }

  @Post('aims/:aim')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'sayOfAim', summary: 'Says what became of an aim: it stays on record' })
  @Versioned()
  @ApiOkResponse({ type: FamilyPlanAnswer })
  async say(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('aim', IdParam) aim: string,
    @Body() step: AimStepDto,
  ): Promise<FamilyPlanAnswer> {
    await this.plans.say(actor, id, aim, step);
    return { aims: await this.plans.of(actor, id) };
  }
}
