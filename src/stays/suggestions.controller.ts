import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { OneSuggestionAnswer, SuggestionsAnswer } from './dto/review.answer.js';
import { SuggestionDoneDto } from './dto/suggestion.dto.js';
import { SuggestionsService } from './suggestions.service.js';

@ApiTags('Stays')
@Controller('api/v1/suggestions')
export class SuggestionsController {
  constructor(private readonly suggestions: SuggestionsService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listSuggestions', summary: 'What stays have shown that is mine to decide' })
  @ApiOkResponse({ type: SuggestionsAnswer })
  async list(@CurrentActor() actor: Actor): Promise<SuggestionsAnswer> {
    return { items: await this.suggestions.mine(actor) };
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openSuggestion', summary: 'One of them, and what came of it' })
  @ApiOkResponse({ type: OneSuggestionAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OneSuggestionAnswer> {
    return this.suggestions.open(actor, id);
  }

  @Post(':id/done')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'finishSuggestion',
    summary: 'Says that somebody has dealt with it, and what came of it',
  })
  @ApiOkResponse({ type: OneSuggestionAnswer })
  finish(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { text }: SuggestionDoneDto,
  ): Promise<OneSuggestionAnswer> {
    return this.suggestions.finish(actor, id, text);
  }
}
