import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { ShiftNotes } from '../stays/shift-notes.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { HandoverQuery, ShiftNoteDto, TakeNoteBackDto } from './dto/handover.dto.js';

/** A note of the house that was wrong: put right, or taken back. */
@Controller('handover/notes/:note')
export class ShiftNotePagesController {
  constructor(
    private readonly notes: ShiftNotes,
    private readonly units: UnitsService,
  ) {}

  @Get('correct')
  @Access('unit_staff', 'manager')
  async askCorrect(
    @CurrentActor() actor: Actor,
    @Param('note', IdParam) id: string,
    @Query() query: HandoverQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    const { text } = await this.notes.toChange(actor, unit, id);
    await this.show(actor, { unit, id, page: 'correct-shift-note' }, res, typedBefore(res.req, { text }));
  }

  @Post('correct')
  @Access('unit_staff', 'manager')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('note', IdParam) id: string,
    @Query() query: HandoverQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    await submitForm(res, {
      dto: ShiftNoteDto,
      show: (state) => this.show(actor, { unit, id, page: 'correct-shift-note' }, res, state),
      save: async ({ text }) => {
        await this.notes.correct(actor, unit, id, text);
        return { said: 'The note is put right.', to: `/handover?unit=${unit}` };
      },
    });
  }

  @Get('take-back')
  @Access('unit_staff', 'manager')
  async askTakeBack(
    @CurrentActor() actor: Actor,
    @Param('note', IdParam) id: string,
    @Query() query: HandoverQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    await this.show(actor, { unit, id, page: 'take-shift-note-back' }, res, typedBefore(res.req));
  }

  @Post('take-back')
  @Access('unit_staff', 'manager')
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('note', IdParam) id: string,
    @Query() query: HandoverQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    await submitForm(res, {
      dto: TakeNoteBackDto,
      show: (state) => this.show(actor, { unit, id, page: 'take-shift-note-back' }, res, state),
      save: async ({ reason }) => {
        await this.notes.takeBack(actor, unit, id, reason);
        return { said: 'The note is taken back.', to: `/handover?unit=${unit}` };
      },
    });
  }

  private async unitOf(actor: Actor, query: HandoverQuery): Promise<string> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) throw notFound();
    return unit.id;
  }

  private async show(
    actor: Actor,
    { unit, id, page }: { unit: string; id: string; page: string },
    res: Response,
    state: FormState,
  ): Promise<void> {
    res.render(`requests/pages/${page}.njk`, { unit, state, note: await this.notes.toChange(actor, unit, id) });
  }
}
