import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CompletionService } from './completion.service.js';
import { CompleteRecordDto } from './dto/young-person.dto.js';
import { COMPLETION_WORDS, completionValues } from './pages/completion.page.js';
import { youngPersonPage } from './pages/young-person.page.js';

/** What is known now of a child who was put on record in an emergency. */
@Controller('young-people/:id/complete')
export class CompletionPagesController {
  constructor(private readonly completion: CompletionService) {}

  @Get()
  @Access('cas_worker', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const saved = editValues(completionValues(await this.completion.open(actor, id)));
    await this.show(actor, id, res, typedBefore(res.req, saved));
  }

  @Post()
  @Access('cas_worker', 'manager')
  async complete(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitEdit(res, {
      dto: CompleteRecordDto,
      read: () => this.completion.open(actor, id),
      valuesOf: completionValues,
      words: COMPLETION_WORDS,
      show: (state) => this.show(actor, id, res, state),
      save: async (form) => {
        await this.completion.complete(actor, id, { ...form, dateOfBirthGuessed: form.dateOfBirthGuessed ?? false });
        return { said: 'Saved.', to: `/young-people/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.completion.open(actor, id);
    res.render('people/pages/complete-record.njk', { state, ...youngPersonPage(person, actor) });
  }
}
