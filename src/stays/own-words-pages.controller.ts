import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { OwnWordsForm } from './dto/review.dto.js';
import { stayPath } from './pages/stay.page.js';
import { ReviewsService } from './reviews.service.js';
import { StaysService } from './stays.service.js';

/**
 * The page on which a young person says how it was, on the phone that their worker hands them or on paper. Nothing is on it
 * of anybody but their first name, and nothing of the service around it.
 */
@Controller('stays/:id/own-words')
export class OwnWordsPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly reviews: ReviewsService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async say(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: OwnWordsForm,
      show: (state) => this.show(actor, id, res, state),
      save: async (said) => {
        await this.reviews.record(actor, id, { ...said, voice: 'young_person', how: 'themselves' });
        return `${stayPath(id)}/own-words/thanks`;
      },
    });
  }

  @Get('thanks')
  @Access('cas_worker', 'unit_staff', 'manager')
  async thank(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { youngPerson } = await this.stays.open(actor, id);
    res.render('stays/pages/own-words-thanks.njk', { ...BARE, firstName: youngPerson.firstName, back: backPath(id) });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const stay = await this.stays.open(actor, id);
    this.reviews.refuseUnlessPossible(actor, stay, 'young_person');
    const { firstName } = stay.youngPerson;
    res.render('stays/pages/own-words.njk', { ...BARE, firstName, state, back: backPath(id) });
  }
}

/** Without the name of the worker, the unit and the ways to other pages. */
const BARE = { shell: null };

const backPath = (id: string) => stayPath(id, { path: 'review' });
