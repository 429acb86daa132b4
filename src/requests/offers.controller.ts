import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AnswersService } from './answers.service.js';
import { AnswerDto, ProposeDto, ReasonsDto } from './dto/offers.dto.js';
import { OffersService } from './offers.service.js';
import { OptionsService } from './options.service.js';
import { optionsJson, requestJson } from './pages/request.json.js';
import { RequestsService } from './requests.service.js';

@ApiTags('offers')
@ApiBearerAuth()
@Controller('api/v1')
export class OffersController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsService,
    private readonly offers: OffersService,
    private readonly answers: AnswersService,
  ) {}

  /** Each start date of the request's window: a real bed for every night, or why there is none. */
  @Get('requests/:id/options')
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string) {
    return optionsJson(await this.options.of(actor, id));
  }

  /** Holds a bed and puts the nights before the manager; by a manager with reasons, signed in the same step. */
  @Post('requests/:id/offers')
  @Access('unit_staff', 'manager')
  async propose(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: ProposeDto) {
    return this.offer(actor, await this.offers.propose(actor, id, body));
  }

  /** The manager's signature: only now does the key worker hear of the offer. */
  @Post('offers/:id/sign')
  @HttpCode(200)
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { reasons }: ReasonsDto) {
    await this.offers.sign(actor, id, reasons);
    return this.offer(actor, id);
  }

  /** Gives the proposal up before it is signed. */
  @Post('offers/:id/take-back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  async takeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() { reasons }: ReasonsDto) {
    await this.offers.takeBack(actor, id, reasons);
    return requestJson(await this.requests.open(actor, id, 'offer'));
  }

  /** The family says yes: the stay is booked. */
  @Post('offers/:id/accept')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  async accept(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: AnswerDto) {
    const stay = await this.answers.answer(actor, id, { ...body, accepted: true });
    const request = await this.requests.open(actor, id, 'offer');
    return { id, state: 'accepted', stay: { ...request.stay, id: stay }, request: requestJson(request) };
  }

  /** The family says no: the bed is free again, the unit looks for other nights. */
  @Post('offers/:id/decline')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  async decline(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: AnswerDto) {
    await this.answers.answer(actor, id, { ...body, accepted: false });
    return { id, state: 'declined', request: requestJson(await this.requests.open(actor, id, 'offer')) };
  }

  private async offer(actor: Actor, id: string) {
    const request = await this.requests.open(actor, id, 'offer');
    return { ...request.offer!, request: request.id };
  }
}
