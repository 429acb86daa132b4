import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { mayChangeStayNeeds } from '../people/domain/stay-needs.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { RoomForm } from './dto/stay-needs.dto.js';
import { NeedsAsAssessed } from './needs-as-assessed.service.js';
import { ROOM_WORDS, roomPage, roomValues } from './pages/room.page.js';
import { StayNeedsService } from './stay-needs.service.js';

/** Room and support of a young person. */
@Controller('young-people/:id/room')
export class RoomPagesController {
  constructor(
    private readonly needs: StayNeedsService,
    private readonly people: PeopleService,
    private readonly modules: ModuleRef,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const saved = editValues(roomValues(await this.people.open(actor, id)));
    await this.show(actor, id, res, typedBefore(res.req, saved));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async change(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitEdit(res, {
      dto: RoomForm,
      read: () => this.people.open(actor, id),
      valuesOf: roomValues,
      words: ROOM_WORDS,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ roomNeeds = [], noticeDays = null, ...input }) => {
        await this.needs.change(actor, id, { ...input, roomNeeds, noticeDays });
        const lacking = await this.needs.lacking(actor, id);
        if (lacking.length === 0) return { said: 'Saved.', to: `/young-people/${id}` };
        const said = 'Saved. Some booked nights are in a room that lacks something.';
        return { said, to: `/young-people/${id}/room` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    if (!mayChangeStayNeeds(actor, person))
      throw forbidden('Only the unit, a manager or the key worker can change this.');
    const [attributes, lacking] = [await this.needs.attributes(id), await this.needs.lacking(actor, id)];
    const assessed = await this.modules.get(NeedsAsAssessed, { strict: false }).otherwise(person);
    res.render('stays/pages/room.njk', {
      ...{ state, assessed },
      ...roomPage(person, attributes, lacking, state.values, actor.role),
    });
  }
}
