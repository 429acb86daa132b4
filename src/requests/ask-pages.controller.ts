import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AskingService } from './asking.service.js';
import { sameSeries } from './domain/same-series.js';
import { saySeries } from './domain/say-series.js';
import { isSeries } from './domain/series.js';
import { STILL_MEANT } from './domain/states.js';
import { BeginForm } from './dto/ask.form.js';
import { NewRequestQuery } from './dto/requests.query.js';
import { allocationLines } from './pages/allocation.page.js';
import { begunWith, otherRequest, resumePath, unitChoices, unitsToAsk } from './pages/ask.page.js';
import { listLink } from './pages/list.page.js';
import { givenAgain } from './pages/repeats.page.js';
import { personFacts } from './pages/words.page.js';
import type { SeriesView } from './request-view.js';
import { RequestsService } from './requests.service.js';

const ZONE = 'Europe/London';
const OTHERS = 10;

/** Asking for a break begins: for whom and where. From then on it is a draft, asked for a question at a time. */
@Controller('requests/new')
export class AskPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly asking: AskingService,
    private readonly people: PeopleService,
    private readonly uses: AllocationUseService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: NewRequestQuery, @Res() res: Response) {
    const state = typedBefore(res.req, begunWith(query, unitsToAsk(actor), this.today()));
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
  async begin(@CurrentActor() actor: Actor, @Res() res: Response) {
    await submitForm(res, {
      dto: BeginForm,
      show: (state) => this.show(actor, res, state),
      fields: { 'series.from': 'like', 'series.until': 'like', 'series.dates': 'like' },
      save: async ({ youngPerson, unit, from, like }) => {
        const series = like && (await this.seriesLike(actor, like));
        const id = await this.asking.begin(actor, { youngPersonId: youngPerson, unitId: unit }, from);
        if (series) await this.asking.change(actor, id, { series: givenAgain(series, {}, series.exceptions) });
        return resumePath(await this.requests.open(actor, id));
      },
    });
  }

  /** How the breaks of a request repeat that are still to come; nothing where it does not repeat. */
  private async seriesLike(actor: Actor, id: string): Promise<SeriesView | null> {
    const { series, parts } = await this.requests.open(actor, id);
    const left = series?.exceptions.filter(({ skipped }) => skipped).map(({ date }) => date) ?? [];
    const dates = new Set([...parts.flatMap(({ occurrence }) => occurrence ?? []), ...left]);
    return series && sameSeries(series, [...dates].toSorted(), this.today());
  }

  private async show(actor: Actor, res: Response, state: FormState) {
    const id = state.values['youngPerson'];
    if (!isUUID(id)) throw notFound();
    const person = await this.people.open(actor, String(id));
    const units = unitsToAsk(actor);
    const like = isUUID(state.values['like']) ? await this.seriesLike(actor, String(state.values['like'])) : null;
    const filter = { youngPersonId: person.id, states: STILL_MEANT, limit: OTHERS };
    res.render('requests/pages/begin.njk', {
      state,
      person: personFacts(person, this.today()),
      units: unitChoices(state.values, units),
      repeats: like && isSeries(like) ? saySeries(like) : '',
      others: (await this.requests.list(actor, filter)).map((request) => otherRequest(request)),
      granted: allocationLines(await this.allocations(actor, person.id), this.today()),
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
