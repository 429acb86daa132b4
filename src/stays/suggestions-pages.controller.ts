import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { notTheirs } from './domain/suggestion.js';
import { SuggestionDoneDto } from './dto/suggestion.dto.js';
import { decidedAt, suggestionLine } from './pages/review.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StaysService } from './stays.service.js';
import { SuggestionsService } from './suggestions.service.js';

/** What a stay has shown that somebody should decide, and saying what came of it. */
@Controller('suggestions/:id')
export class SuggestionsPagesController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly stays: StaysService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async finish(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { stayId } = await this.suggestions.open(actor, id);
    await submitForm(res, {
      dto: SuggestionDoneDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ text }) => {
        await this.suggestions.finish(actor, id, text);
        return { said: 'It is done, and on record.', to: `${stayPath(stayId)}/review` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const one = await this.suggestions.open(actor, id);
    const stay = await this.stays.open(actor, one.stayId);
    res.render('stays/pages/suggestion.njk', {
      state,
      stay: stayPage(stay, this.clock.now()),
      one: suggestionLine(one),
      decide: decidedAt(one, stay.youngPerson),
      mayFinish: one.done === null && notTheirs(actor, one) === undefined,
    });
  }
}
