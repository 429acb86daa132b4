import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { StayAnswer } from '../stays/dto/stay.answer.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { EmergencyDto } from './dto/emergency.dto.js';
import { EmergencyService } from './emergency.service.js';

@ApiTags('Stays')
@Controller('api/v1/units/:unit/emergency-stays')
export class EmergencyController {
  constructor(private readonly emergencies: EmergencyService) {}

  @Post()
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'placeInEmergency',
    summary: 'A child who came without a request: never refused for want of a bed, staff, suitable company or a record',
  })
  @Versioned()
  @ApiCreatedResponse({ type: StayAnswer })
  place(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { youngPerson, caseNumber, firstName, lastName, dateOfBirth, ...rest }: EmergencyDto,
  ): Promise<StayAnswer> {
    return this.emergencies.place(actor, unit, {
      youngPerson: youngPerson ?? { caseNumber, firstName, lastName, dateOfBirth },
      ...rest,
    });
  }
}
