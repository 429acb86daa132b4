import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { isUUID } from 'class-validator';
import { AllocationUseService } from './allocation-use.service.js';
import { allocationLines } from './pages/allocation.page.js';
import { AskForm } from './dto/ask.form.js';
import { NewRequestQuery } from './dto/requests.query.js';
import { askedFirst, askPage, unitsToAsk } from './pages/ask.page.js';
import { listLink } from './pages/list.page.js';
import { personFacts } from './pages/words.page.js';
import { RequestsService } from './requests.service.js';

const ZONE = 'Europe/London';

/** Asking for a break: for whom, then what. What is asked is kept as a draft, whose answers are checked next. */
@Controller('requests/new')
export class AskPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly people: PeopleService,
    private readonly uses: AllocationUseService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: NewRequestQuery, @Res() res: Response) {
    const state = typedBefore(res.req, askedFirst(query, unitsToAsk(actor), this.today()));
    if (state.values['youngPerson']) return this.show(actor, res, state);
    const { search, cursor, limit, unit, from } = query;
    const { items, next } = await this.people.list(actor, {
      limit,
      ...(search && { search }),
      ...(cursor && { cursor }),
    });
    const kept = { unit, from, search };
    res.render('requests/pages/choose-person.njk', {
      people: items.map((person) => ({
        ...personFacts(person, this.today()),
        href: listLink('/requests/new', { youngPerson: person.id, unit, from }),
      })),
      search,
      unit,
      from,
      first: cursor && listLink('/requests/new', kept),
      next: next && listLink('/requests/new', { ...kept, cursor: next }),
    });
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async keep(@CurrentActor() actor: Actor, @Res() res: Response) {
    await submitForm(res, {
      dto: AskForm,
      show: (state) => this.show(actor, res, state),
      save: async ({ youngPerson, unit, weekdays, wishes, ...asked }) => {
        const answers = { ...asked, weekdays: weekdays ?? [], wishes: wishes ?? '' };
        const id = await this.requests.ask(actor, {
          ...answers,
          youngPersonId: youngPerson,
          unitId: unit,
          draft: true,
        });
        return `/requests/${id}/check`;
      },
    });
  }

  private async show(actor: Actor, res: Response, state: FormState) {
    const id = state.values['youngPerson'];
    if (!isUUID(id)) throw notFound();
    const person = await this.people.open(actor, String(id));
    res.render('requests/pages/ask.njk', {
      state,
      action: '/requests/new',
      back: '/requests/new',
      person: personFacts(person, this.today()),
      granted: allocationLines(await this.allocations(actor, person.id), this.today()),
      ...askPage(state.values, this.today(), unitsToAsk(actor)),
    });
  }

  private async allocations(actor: Actor, youngPersonId: string) {
    const standing = await this.uses.standing(actor, youngPersonId);
    return standing.map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] }));
  }

  private today() {
    return dateIn(this.clock.now(), ZONE);
  }
}
