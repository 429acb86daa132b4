import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { MedicinesAnswer } from './dto/medicine.answer.js';
import { CountDto, MedicineDto, TakeMedicineOffDto } from './dto/medicine.dto.js';
import { MedicinesService } from './medicines.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays/:id/medicines')
export class MedicinesController {
  constructor(private readonly medicines: MedicinesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listMedicines',
    summary: 'The medicines that were brought, with their counts in and out',
  })
  @ApiOkResponse({ type: MedicinesAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<MedicinesAnswer> {
    return { items: await this.medicines.of(actor, id) };
  }

  @Post()
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'addMedicine', summary: 'Records a medicine with its first count. No medication chart' })
  @ApiCreatedResponse({ type: MedicinesAnswer })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() medicine: MedicineDto,
  ): Promise<MedicinesAnswer> {
    return { items: await this.medicines.add(actor, id, medicine) };
  }

  @Post(':medicine/counts')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'countMedicine', summary: 'Counts it out, or once more; earlier counts stay on record' })
  @ApiCreatedResponse({ type: MedicinesAnswer })
  async count(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Body() count: CountDto,
  ): Promise<MedicinesAnswer> {
    return { items: await this.medicines.count(actor, id, medicine, count) };
  }

  @Post(':medicine/take-off')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'takeMedicineOff',
    summary: 'Takes it off the stay on which it was written down by mistake; it stays on record with the reason',
  })
  @ApiOkResponse({ type: MedicinesAnswer })
  async takeOff(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Body() { reason }: TakeMedicineOffDto,
  ): Promise<MedicinesAnswer> {
    return { items: await this.medicines.takeOff(actor, id, medicine, reason) };
  }
}
