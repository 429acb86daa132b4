import { Body, Controller, Param, Patch, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import { UnitAnswer } from './dto/unit.answer.js';
import { UnitSettingsDto } from './dto/unit-settings.dto.js';
import { UnitSettingsService } from './unit-settings.service.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class UnitSettingsController {
  constructor(private readonly settings: UnitSettingsService) {}

  @Patch(':unit')
  @Access('manager')
  @ApiOperation({ operationId: 'reviseUnit', summary: 'Changes what a manager sets for the unit' })
  @Versioned()
  @ApiOkResponse({ type: UnitAnswer })
  revise(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() settings: UnitSettingsDto,
    @Req() req: Request,
  ): Promise<UnitAnswer> {
    requireIfMatch(req);
    return this.settings.revise(actor, unit, settings);
  }
}
