import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { VisitsService } from '../stays/visits.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { pageOf, readCursor } from '../web/paging.js';
import { DecidedDto } from './dto/stay-changes.dto.js';
import { NewVisitQuery, PlanVisitForm, VisitsPageQuery } from './dto/visit.form.js';
import { listLink } from './pages/list.page.js';
import { kindChoices, unitChoices, visitHistory, visitPage, visitPath, visitSteps } from './pages/visit.page.js';
import { personFacts } from './pages/words.page.js';
import { VisitPlansService } from './visit-plans.service.js';

const ZONE = 'Europe/London';
const PLAN = '/visits/new';

/** Visits without a night: those to come and those that were, planning one, and what became of it. */
@Controller('visits')
export class VisitPagesController {
  constructor(
    private readonly visits: VisitsService,
    private readonly plans: VisitPlansService,
    private readonly people: PeopleService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: VisitsPageQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { show, limit, cursor } = query;
    const now = this.clock.now();
    const today = dateIn(now, unit.zone);
    const filter = { unit: unit.id, show };
    const position = readCursor(cursor, ['date', 'text', 'id'], filter);
    const visits = await this.visits.list(actor, {
      unitId: unit.id,
      ...(show === 'coming' ? { from: today } : { before: today, latestFirst: true }),
      ...(position && {
        after: { date: String(position[0]), startsAt: timeOf(position[1]), id: String(position[2]) },
      }),
      limit: limit + 1,
    });
    const page = pageOf(visits, limit, (last) => [last.date, last.startsAt, last.id], filter);
    res.render('requests/pages/visits.njk', {
      unit,
      units: units.filter(({ id }) => id !== unit.id),
      show,
      plan: unitChoices(actor).length > 0 ? PLAN : null,
      tabs: (['coming', 'past'] as const).map((which) => ({
        text: which === 'coming' ? 'Today and to come' : 'Past',
        href: listLink('/visits', { unit: unit.id, show: which }),
        active: which === show,
      })),
      visits: page.items.map((visit) => visitPage(visit, now)),
      next: page.next && listLink('/visits', { unit: unit.id, show, cursor: page.next }),
      first: cursor && listLink('/visits', { unit: unit.id, show }),
    });
  }

  @Get('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: NewVisitQuery, @Res() res: Response): Promise<void> {
    if (!query.youngPerson) return this.choose(actor, query, res);
    const [first] = unitChoices(actor);
    const begin = { unit: first?.value ?? '', kind: '', when: 'to_come' };
    await this.showForm(actor, query.youngPerson, res, typedBefore(res.req, begin));
  }

  @Post('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async plan(@CurrentActor() actor: Actor, @Query() query: NewVisitQuery, @Res() res: Response): Promise<void> {
    const youngPersonId = query.youngPerson;
    if (!youngPersonId) throw notFound();
    await submitForm(res, {
      dto: PlanVisitForm,
      show: (state) => this.showForm(actor, youngPersonId, res, state),
      save: async ({ unit, when, whoWasThere, ...wanted }) => {
        if (when === 'took_place' && !whoWasThere)
          throw invalidField('whoWasThere', 'Write who was there: family, key worker and staff.');
        const there = when === 'took_place' ? { whoWasThere } : {};
        const visit = await this.plans.plan(actor, unit, { ...wanted, ...there, youngPersonId });
        const said = visit.state === 'planned' ? 'The visit is planned.' : 'The visit is written down.';
        return { said, to: visitPath(visit.id) };
      },
    });
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  /** A manager decides that it goes ahead in spite of what it meets. */
  @Post(':id/decided')
  @Access('manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: DecidedDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ reasons }) => {
        await this.plans.decided(actor, id, reasons);
        return { said: 'The decision is recorded: the visit goes ahead.', to: visitPath(id) };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const visit = await this.visits.open(actor, id);
    const now = this.clock.now();
    const conflicts = await this.visits.conflictsOf(actor, [visit]);
    res.render('requests/pages/visit.njk', {
      state,
      visit: visitPage(visit, now),
      toSolve: conflicts.get(id),
      mayDecide: maySign(actor, visit.unit.id),
      isUnits: worksAt(actor, visit.unit.id),
      steps: visitSteps(visit, actor, dateIn(now, visit.unit.zone)),
      history: visitHistory(await this.visits.eventsOf(actor, visit)),
    });
  }

  /** Of whom: the visit itself is asked for on the next page. */
  private async choose(actor: Actor, { search, cursor, limit }: NewVisitQuery, res: Response) {
    const { items, next } = await this.people.list(actor, {
      limit,
      ...(search && { search }),
      ...(cursor && { cursor }),
    });
    const today = dateIn(this.clock.now(), ZONE);
    res.render('requests/pages/choose-person.njk', {
      ...{ caption: 'A visit without a night', heading: 'Who is the visit for?', action: PLAN },
      people: items.map((person) => ({
        ...personFacts(person, today),
        href: listLink(PLAN, { youngPerson: person.id }),
      })),
      search,
      first: cursor && listLink(PLAN, { search }),
      next: next && listLink(PLAN, { search, cursor: next }),
    });
  }

  private async showForm(actor: Actor, youngPerson: string, res: Response, state: FormState) {
    const person = await this.people.open(actor, youngPerson);
    const units = unitChoices(actor);
    res.render('requests/pages/plan-visit.njk', {
      person: personFacts(person, dateIn(this.clock.now(), ZONE)),
      kinds: kindChoices(),
      units,
      state,
      signs: units.some(({ value }) => maySign(actor, value)),
      works: units.some(({ value }) => worksAt(actor, value)),
    });
  }
}

/** A forged time never reaches the database. */
function timeOf(value: unknown): string {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)) ? String(value) : '00:00';
}
