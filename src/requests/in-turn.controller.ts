import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { DomainError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { InTurnAnswer, SignedListsAnswer } from './dto/in-turn.answer.js';
import { SignInTurnDto } from './dto/in-turn.dto.js';
import { ListsToSign } from './lists-to-sign.service.js';
import { OpenLists } from './open-lists.service.js';
import { inTurnJson } from './pages/in-turn.page.js';

/** A bed that came back, offered to those who wait for it one after the other under one signature. */
@ApiTags('Offers')
@Controller('api/v1')
export class InTurnController {
  constructor(
    private readonly lists: ListsToSign,
    private readonly open: OpenLists,
  ) {}

  @Get('offers/:id/in-turn')
  @Access('manager')
  @ApiOperation({
    operationId: 'getInTurn',
    summary: 'To whom a bed that came back could be offered after the one for whom it is held, and who was passed over',
  })
  @ApiOkResponse({ type: InTurnAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<InTurnAnswer> {
    return inTurnJson(id, await this.lists.of(actor, id));
  }

  @Post('offers/:id/sign-in-turn')
  @Access('manager')
  @ApiOperation({
    operationId: 'signInTurn',
    summary:
      'The manager’s signature under a whole list: the first is asked now, each other when the one before says no or does not answer in time and the advice is no graver than the one that was signed; 409 where the list is another than the one that was seen',
  })
  @ApiCreatedResponse({ type: SignedListsAnswer })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { seen, reasons: ofAll = '', each }: SignInTurnDto,
  ): Promise<SignedListsAnswer> {
    const said = new Map(each.map(({ request, reasons = ofAll, ...one }) => [request, { ...one, reasons }]));
    try {
      await this.lists.sign(actor, id, { seen, each: said });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const placeOf = (field: string) => {
        const at = each.findIndex(({ request }) => field.endsWith(`-${request}`));
        return at < 0 ? field : `each.${at}.${field.slice(0, -each[at]!.request.length - 1)}`;
      };
      const errors = error.errors.map(({ field, message }) => ({ field: placeOf(field), message }));
      throw new DomainError(error.kind, error.code, error.sentence, errors);
    }
    return { items: await this.open.ofOffer(actor, id) };
  }

  @Get('units/:unit/signed-lists')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listSignedLists', summary: 'The beds of a unit that are offered in turn now' })
  @ApiOkResponse({ type: SignedListsAnswer })
  async going(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<SignedListsAnswer> {
    return { items: await this.open.ofUnit(actor, unit) };
  }

  @Post('signed-lists/:id/end')
  @HttpCode(204)
  @Access('manager')
  @ApiOperation({
    operationId: 'endSignedList',
    summary: 'Nobody else is offered the bed under this signature; whoever is asked now still is',
  })
  @ApiNoContentResponse()
  end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    return this.open.end(actor, id);
  }
}
