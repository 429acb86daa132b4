import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { AllocationsService, type AllocationView } from '../people/allocations.service.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { date } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AllocationDto, EndAllocationDto, ReviseAllocationForm } from './dto/allocation.dto.js';
import { allocationTable, allocationValues } from './pages/allocation.page.js';
import { listLink } from './pages/list.page.js';

/** The nights granted to a young person: what is left, granting, changing and ending it. */
@Controller('young-people/:id/allocation')
export class AllocationPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly allocations: AllocationsService,
    private readonly uses: AllocationUseService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
    @Res() res: Response,
  ) {
    const person = await this.people.open(actor, id);
    const { items, next } = await this.allocations.list(actor, id, query);
    const all = (await this.uses.withUse(actor, items)).map((one) => allocationTable(one, id));
    res.render('requests/pages/allocation.njk', {
      ...youngPersonPage(person, actor),
      standing: all.filter(({ ended }) => !ended),
      ended: all.filter(({ ended }) => ended),
      mayGrant: signsSomewhere(actor),
      next: next && listLink(`/young-people/${id}/allocation`, { cursor: next }),
      first: query.cursor && `/young-people/${id}/allocation`,
    });
  }

  @Get('new')
  @Access('manager')
  async askNew(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show('grant-nights', actor, id, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('manager')
  async grant(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.people.open(actor, id);
    await submitForm(res, {
      dto: AllocationDto,
      show: (state) => this.show('grant-nights', actor, id, res, state),
      save: async ({ firstDay, lastDay, note = '', ...granted }) => {
        await this.allocations.grant(actor, id, { firstDay, lastDay, note, granted });
        return { said: 'The nights are granted.', to: `/young-people/${id}/allocation` };
      },
    });
  }

  @Get(':allocation/change')
  @Access('manager')
  async askChange(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('allocation', IdParam) allocation: string,
    @Res() res: Response,
  ) {
    const saved = await this.find(actor, id, allocation);
    const state = typedBefore(res.req, editValues(allocationValues(saved)));
    await this.show('grant-nights', actor, id, res, state, saved);
  }

  @Post(':allocation/change')
  @Access('manager')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('allocation', IdParam) allocation: string,
    @Res() res: Response,
  ) {
    const saved = await this.find(actor, id, allocation);
    await submitEdit(res, {
      dto: ReviseAllocationForm,
      read: () => this.find(actor, id, allocation),
      valuesOf: allocationValues,
      words: WORDS,
      show: (state) => this.show('grant-nights', actor, id, res, state, saved),
      save: async ({ firstDay, lastDay, weekday, weekend, holiday, note = '', reason }) => {
        const granted = { weekday, weekend, holiday };
        await this.allocations.revise(actor, allocation, { firstDay, lastDay, granted, note, reason });
        return { said: 'The allocation is changed.', to: `/young-people/${id}/allocation` };
      },
    });
  }

  @Get(':allocation/end')
  @Access('manager')
  async askEnd(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('allocation', IdParam) allocation: string,
    @Res() res: Response,
  ) {
    const saved = await this.find(actor, id, allocation);
    await this.show('end-allocation', actor, id, res, typedBefore(res.req), saved);
  }

  @Post(':allocation/end')
  @Access('manager')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('allocation', IdParam) allocation: string,
    @Res() res: Response,
  ) {
    const saved = await this.find(actor, id, allocation);
    await submitForm(res, {
      dto: EndAllocationDto,
      show: (state) => this.show('end-allocation', actor, id, res, state, saved),
      save: async ({ reason }) => {
        await this.allocations.end(actor, allocation, reason);
        return { said: 'The allocation has ended. It stays on record.', to: `/young-people/${id}/allocation` };
      },
    });
  }

  private async find(actor: Actor, id: string, allocation: string): Promise<AllocationView> {
    const found = await this.allocations.open(actor, allocation);
    if (found.youngPersonId !== id) throw notFound();
    return found;
  }

  private async show(
    page: 'grant-nights' | 'end-allocation',
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
    saved?: AllocationView,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const allocation = saved && allocationTable({ ...saved, use: null }, id);
    res.render(`requests/pages/${page}.njk`, { state, ...youngPersonPage(person, actor), allocation });
  }
}

const dateText = (value: string | string[]) => date(String(value)) || String(value);
const WORDS: FieldWords = {
  firstDay: { label: 'First day', text: dateText },
  lastDay: { label: 'Last day', text: dateText },
  weekday: { label: 'Weekday nights', text: String },
  weekend: { label: 'Weekend nights', text: String },
  holiday: { label: 'School holiday nights', text: String },
  note: { label: 'Note', text: String },
};
