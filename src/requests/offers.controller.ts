import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AnswerDto, ProposeDto, ReasonsDto, SignDto } from './dto/offers.dto.js';
import { OfferGrounds } from './offer-grounds.service.js';
import { OffersService } from './offers.service.js';
import { saidOfEach } from './each-said.js';
import { OptionsTogether } from './options-together.service.js';
import { TheirOptionsAnswer } from './dto/their-options.answer.js';
import { theirOptionsJson } from './pages/their-options.page.js';
import { TheirOptionsService } from './their-options.service.js';
import { optionsJson, optionsTogetherJson } from './pages/options.json.js';
import { openedJson } from './pages/request.json.js';
import { SiblingsService } from './siblings.service.js';
import { RequestsService } from './requests.service.js';
import { AcceptedOfferAnswer, DeclinedOfferAnswer } from './dto/answered-offer.answer.js';
import { OfferOfRequestAnswer } from './dto/offer.answer.js';
import { OfferAdviceAnswer } from './dto/fit.answer.js';
import { OptionsAnswer } from './dto/option.answer.js';
import { OpenedRequestAnswer } from './dto/request.answer.js';
import { Versioned } from '../web/versions.js';

@ApiTags('Offers')
@Controller('api/v1')
export class OffersController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsTogether,
    private readonly theirs: TheirOptionsService,
    private readonly siblings: SiblingsService,
    private readonly offerGrounds: OfferGrounds,
    private readonly offers: OffersService,
  ) {}

  @Get('requests/:id/options')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listOptions',
    summary:
      'Each start date of the request’s window: a real bed for every night, for brothers and sisters one each, with the moves that it takes, or why there is none; for a key worker whether the nights suit, and nothing of another child',
  })
  @ApiExtraModels(OptionsAnswer, TheirOptionsAnswer)
  @ApiOkResponse({
    schema: { oneOf: ['Options', 'TheirOptions'].map((name) => ({ $ref: `#/components/schemas/${name}` })) },
  })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
  ): Promise<OptionsAnswer | TheirOptionsAnswer> {
    if (actor.role === 'cas_worker') return theirOptionsJson(await this.theirs.of(actor, id));
    const view = await this.options.of(actor, id);
    return 'parts' in view ? optionsTogetherJson(view) : optionsJson(view);
  }

  @Post('requests/:id/offers')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'proposeOffer',
    summary:
      'Holds a bed, beside others that are held for the request, makes the moves that it takes, and puts the nights before the manager; by a manager with reasons, signed in the same step',
  })
  @ApiCreatedResponse({ type: OfferOfRequestAnswer })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: ProposeDto,
  ): Promise<OfferOfRequestAnswer> {
    const [offer, ...together] = await this.siblings.propose(actor, id, body);
    return { ...offer!, request: id, ...(together.length > 0 && { together }) };
  }

  @Get('offers/:id/advice')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'getOfferAdvice',
    summary: 'The advice on an offer as it is now, with the word of it that a signature says again',
  })
  @ApiOkResponse({ type: OfferAdviceAnswer })
  advice(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OfferAdviceAnswer> {
    return this.offerGrounds.json(actor, id);
  }

  @Post('offers/:id/sign')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'signOffer',
    summary: 'The manager’s decision: only now does the key worker hear of the offer',
    description:
      'Suitable, or suitable with mitigations, each with who does it: the offer is `offered`. Not suitable: it is `taken_back` and its bed is free. Without `decision` the nights are signed as suitable (with `mitigations`: as suitable with them), and where the advice is another your reasons are kept as those for going against it. With a `decision` that goes against the advice, `againstAdvice` is needed; of `not_suitable` where the advice is `suitable` your reasons are kept as it. With `together`, what is decided of one of them is said in `each`: a decision, plan and reasons of their own.',
  })
  @ApiOkResponse({ type: OfferOfRequestAnswer })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...signed }: SignDto,
  ): Promise<OfferOfRequestAnswer> {
    const own = signed.each?.find(({ offer }) => offer === id);
    const isNo = (own ?? signed).decision === 'not_suitable';
    const before = isNo ? await this.requests.open(actor, id, 'offer') : undefined;
    const all = [id, ...together];
    await saidOfEach(signed, all, (said) => this.siblings.sign(actor, all, said));
    if (!before) return this.offer(actor, id);
    return { ...before.offers.find((offer) => offer.id === id)!, state: 'taken_back', request: before.id };
  }

  @Post('offers/:id/take-back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'takeOfferBack', summary: 'Gives an option up before the family has answered' })
  @Versioned()
  @ApiOkResponse({ type: OpenedRequestAnswer })
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons }: ReasonsDto,
  ): Promise<OpenedRequestAnswer> {
    await this.offers.takeBack(actor, id, reasons);
    return openedJson(await this.requests.open(actor, id, 'offer'));
  }

  @Post('offers/:id/extend')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'extendOffer', summary: 'Gives the family more time, once: the bed is held longer' })
  @ApiOkResponse({ type: OfferOfRequestAnswer })
  async extend(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons }: ReasonsDto,
  ): Promise<OfferOfRequestAnswer> {
    await this.offers.extend(actor, id, reasons);
    return this.offer(actor, id);
  }

  @Post('offers/:id/accept')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'acceptOffer',
    summary: 'The family says yes: the stay is booked, and what else is held for the request is freed',
    description:
      'Where the advice on the nights is graver by now than when they were signed, or a matching decision made since keeps them from somebody who is there, the yes is kept instead: the offer is `agreed`, its bed stays held, there is no stay yet, and the next step is a manager’s, who decides again with `confirmOffer`. The family need not be asked a second time. With `together` the yes to all of them is kept where that to one of them is, so that none is booked without the others; each is decided on by itself.',
  })
  @ApiOkResponse({ type: AcceptedOfferAnswer })
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...body }: AnswerDto,
  ): Promise<AcceptedOfferAnswer> {
    await this.siblings.answer(actor, [id, ...together], { ...body, accepted: true });
    const request = await this.requests.open(actor, id, 'offer');
    return { id, state: request.stay ? 'accepted' : 'agreed', stay: request.stay, request: openedJson(request) };
  }

  @Post('offers/:id/decline')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'declineOffer',
    summary:
      'The family says no to this one: its bed is free again; without another option the unit looks for other nights',
  })
  @ApiOkResponse({ type: DeclinedOfferAnswer })
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...body }: AnswerDto,
  ): Promise<DeclinedOfferAnswer> {
    await this.siblings.answer(actor, [id, ...together], { ...body, accepted: false });
    return { id, state: 'declined', request: openedJson(await this.requests.open(actor, id, 'offer')) };
  }

  private async offer(actor: Actor, id: string): Promise<OfferOfRequestAnswer> {
    const request = await this.requests.open(actor, id, 'offer');
    return { ...request.offers.find((offer) => offer.id === id)!, request: request.id };
  }
}
