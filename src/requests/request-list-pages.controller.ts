import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AccessService } from '../identity/access.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor } from '../web/paging.js';
import { OPEN_STATES } from './domain/states.js';
import { PROPOSABLE_STATES } from './domain/workflow.js';
import { ChooseQuery, RequestsPageQuery } from './dto/requests.query.js';
import {
  countText,
  listLink,
  ORDER_TEXT,
  orderChoices,
  requestRow,
  shownChoices,
  statesOf,
} from './pages/list.page.js';
import { afterNewest, DUE_FIRST, NEWEST, NEWEST_FIRST, newestPlace } from './request-paging.js';
import { waitingListPath } from './pages/waiting-list.page.js';
import { whoCouldComePath } from './pages/who-could-come.page.js';
import { RequestsService } from './requests.service.js';

const COUNT_UP_TO = 1000;

@Controller('requests')
export class RequestListPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly people: PeopleService,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /** Requests, newest first or due first. */
  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: RequestsPageQuery, @Res() res: Response) {
    const { show = 'open', order = 'newest', search, youngPerson, limit, cursor } = query;
    const { kinds, after, placeOf } = order === 'due' ? DUE_FIRST : NEWEST_FIRST;
    const states = statesOf(show);
    const filter = {
      ...(states && { states }),
      ...(search && { search }),
      ...(youngPerson && { youngPersonId: youngPerson }),
    };
    const sorted = { ...filter, ...(order === 'due' && { order }) };
    const position = readCursor(cursor, kinds, sorted);
    const rows = await this.requests.list(actor, { ...filter, ...after(position), limit: limit + 1 });
    const page = pageOf(rows, limit, placeOf, sorted);
    const link = { show, order: order === 'due' ? order : undefined, search };
    const person = youngPerson ? await this.people.open(actor, youngPerson) : null;
    const open = await this.requests.count(actor, { states: OPEN_STATES, limit: COUNT_UP_TO });
    const now = this.clock.now();
    res.render('requests/pages/list.njk', {
      rows: page.items.map((request) => requestRow(request, now)),
      openText: countText(open, COUNT_UP_TO),
      choices: shownChoices(show),
      orders: orderChoices(order),
      orderText: ORDER_TEXT[order],
      search,
      person,
      everybody: listLink('/requests', link),
      older: page.next && listLink('/requests', { ...link, youngPerson, cursor: page.next }),
      newest: cursor && listLink('/requests', { ...link, youngPerson }),
      waiting: actor.units
        .filter(({ id }) => worksAt(actor, id))
        .map(({ id, name }) => ({ name, href: waitingListPath(id) })),
      filtered: Boolean(search ?? youngPerson) || show !== 'open',
    });
  }

  /** Whom a free night of the calendar could be proposed to: the open requests whose window has it. */
  @Get('choose')
  @Access('unit_staff', 'manager')
  async choose(@CurrentActor() actor: Actor, @Query() query: ChooseQuery, @Res() res: Response) {
    const { from, unit, bed, limit, cursor } = query;
    const { name } = this.access.requireUnit(actor, unit);
    const filter = { unitId: unit, night: from, states: PROPOSABLE_STATES };
    const position = readCursor(cursor, NEWEST, filter);
    const rows = await this.requests.list(actor, { ...filter, ...afterNewest(position), limit: limit + 1 });
    const page = pageOf(rows, limit, newestPlace, filter);
    const now = this.clock.now();
    res.render('requests/pages/choose.njk', {
      from,
      unit: name,
      rows: page.items.map((request) => ({
        ...requestRow(request, now),
        href: listLink(`/requests/${request.pathId}/options`, { arrival: from, bed }),
      })),
      ask: listLink('/requests/new', { from, unit }),
      who: listLink(whoCouldComePath(unit), { from }),
      older: page.next && listLink('/requests/choose', { from, unit, bed, cursor: page.next }),
    });
  }
}
