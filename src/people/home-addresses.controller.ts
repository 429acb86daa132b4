import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { HomeAddressAnswer } from './dto/home-address.answer.js';
import { HomeAddressDto } from './dto/home-address.dto.js';
import { HomeAddresses } from './home-addresses.service.js';

@ApiTags('Young people')
@Controller('api/v1/young-people/:id/address')
export class HomeAddressesController {
  constructor(private readonly homes: HomeAddresses) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openHomeAddress', summary: 'Where a young person lives' })
  @Versioned()
  @ApiOkResponse({ type: HomeAddressAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<HomeAddressAnswer> {
    return this.homes.open(actor, id);
  }

  @Post()
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'writeHomeAddress', summary: 'Writes anew where a young person lives' })
  @Versioned()
  @ApiOkResponse({ type: HomeAddressAnswer })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { address = '' }: HomeAddressDto,
  ): Promise<HomeAddressAnswer> {
    await this.homes.write(actor, id, address);
    return this.open(actor, id);
  }
}
