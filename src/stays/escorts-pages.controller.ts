import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ConfirmEscortsForm, EscortDto, RemoveEscortDto } from './dto/escort.dto.js';
import { EscortsService } from './escorts.service.js';
import { escortsPage, partChoices } from './pages/escorts.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StayRights } from './stay-rights.service.js';
import { StaysService } from './stays.service.js';

/** Who brings and collects a child, and who must not: the list, one more, one less, and that it is right. */
@Controller('stays/:id/escorts')
export class EscortsPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly escorts: EscortsService,
    private readonly contact: ContactNotes,
    private readonly rights: StayRights,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show('escorts', actor, id, res, typedBefore(res.req));
  }

  @Post('confirm')
  @Access('cas_worker', 'unit_staff', 'manager')
  async confirm(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: ConfirmEscortsForm,
      show: (state) => this.show('escorts', actor, id, res, state),
      save: async ({ keep }) => {
        await this.escorts.confirm(actor, id, keep);
        return { said: 'Confirmed for this stay.', to: path(id) };
      },
    });
  }

  @Get('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show('add-escort', actor, id, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async add(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: EscortDto,
      show: (state) => this.show('add-escort', actor, id, res, state),
      save: async (escort) => {
        await this.escorts.add(actor, id, escort);
        return { said: `${escort.name} is on the list.`, to: path(id) };
      },
    });
  }

  @Get(':escort/remove')
  @Access('cas_worker', 'unit_staff', 'manager')
  askRemove(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('escort', IdParam) escort: string,
    @Res() res: Response,
  ): Promise<void> {
    return this.show('remove-escort', actor, id, res, typedBefore(res.req), escort);
  }

  @Post(':escort/remove')
  @Access('cas_worker', 'unit_staff', 'manager')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('escort', IdParam) escort: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: RemoveEscortDto,
      show: (state) => this.show('remove-escort', actor, id, res, state, escort),
      save: async ({ reason }) => {
        await this.escorts.remove(actor, id, escort, reason);
        return { said: 'Taken off the list.', to: path(id) };
      },
    });
  }

  private async show(
    page: string,
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
    escort?: string,
  ): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const list = escortsPage(await this.escorts.ofStay(stay), stay.youngPerson.firstName);
    const one = [...list.people, ...list.mustNot].find((person) => person.id === escort);
    if (escort && !one) throw notFound();
    const mayChange = await this.rights.mayChange(actor, stay);
    res.render(`stays/pages/${page}.njk`, {
      stay: stayPage(stay, this.clock.now()),
      state,
      escorts: list,
      contact: {
        ...contactPage(await this.contact.of(actor, stay.youngPerson.id), stay.youngPerson.id),
        isOthers: !mayChange,
      },
      one,
      parts: partChoices(),
      mayChange,
    });
  }
}

const path = (id: string) => stayPath(id, { path: 'escorts' });
