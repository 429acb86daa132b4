import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { StayWithWarningsAnswer } from './dto/stay.answer.js';
import { LegalStatusDto } from './dto/stay-steps.dto.js';
import { LegalStatusService } from './legal-status.service.js';
import { StayWarnings } from './stay-warnings.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class LegalStatusController {
  constructor(
    private readonly legal: LegalStatusService,
    private readonly warnings: StayWarnings,
  ) {}

  @Post(':id/legal-status')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'decideLegalStatus',
    summary: 'Records under which part of the law a stay is; what was decided before stays on record',
  })
  @Versioned()
  @ApiOkResponse({ type: StayWithWarningsAnswer })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: LegalStatusDto,
  ): Promise<StayWithWarningsAnswer> {
    const stay = await this.legal.decide(actor, id, said);
    return { ...stay, warnings: await this.warnings.of(actor, stay) };
  }
}
