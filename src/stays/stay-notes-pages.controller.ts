import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdField } from '../web/fields.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { noteKindChoices } from './domain/stay-note.js';
import { StayNoteForm } from './dto/stay-note.dto.js';
import { notePage, notesAfter, pageOfNotes } from './pages/stay-notes.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StayNotes } from './stay-notes.service.js';
import { StaysService } from './stays.service.js';

class NewNoteQuery {
  @IdField('Note', { required: false }) corrects?: string;
}

/** The notes on a stay, and writing one. */
@Controller('stays/:id/notes')
export class StayNotesPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly notes: StayNotes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { limit, cursor }: PageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const stay = stayPage(await this.stays.open(actor, id), this.clock.now());
    const notes = await this.notes.list(actor, id, { limit: limit + 1, ...notesAfter(cursor, id) });
    const { items, next } = pageOfNotes(notes, limit, id);
    const mayWrite = actor.role !== 'cas_worker';
    res.render('stays/pages/notes.njk', {
      stay,
      mayWrite,
      notes: items.map((note) => notePage(note, stay.path, mayWrite)),
      next: next ? `${stay.path}/notes?cursor=${encodeURIComponent(next)}` : undefined,
      first: cursor ? `${stay.path}/notes` : undefined,
    });
  }

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { corrects }: NewNoteQuery,
    @Res() res: Response,
  ): Promise<void> {
    const wrong = corrects ? await this.notes.toCorrect(actor, id, corrects) : undefined;
    const begin: FormState['values'] = wrong
      ? { corrects: wrong.id, kind: wrong.kind, text: wrong.text, namesOthers: wrong.namesOthers ? 'yes' : 'no' }
      : {};
    await this.show(actor, id, res, typedBefore(res.req, begin));
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async write(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: StayNoteForm,
      show: (state) => this.show(actor, id, res, state),
      save: async (note) => {
        await this.notes.write(actor, id, note);
        return { said: 'The note is written.', to: stayPath(id, { path: 'notes' }) };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const stay = stayPage(await this.stays.open(actor, id), this.clock.now());
    res.render('stays/pages/write-note.njk', { stay, state, kinds: noteKindChoices() });
  }
}
