import { Controller, Get, Query, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, maySign, type Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { SchoolTermsService } from '../people/school-terms.service.js';
import { Access } from '../platform/access.js';
import { CalendarService } from './calendar.service.js';
import { CalendarQuery } from './dto/calendar.query.js';
import { comingSoon } from './pages/board.page.js';
import { aroundCalendar, calendarPage, SHOWN, typedRange } from './pages/calendar.page.js';
import { OpenBeforeArrival } from './open-before-arrival.service.js';
import { UnitsService } from './units.service.js';
import { WaitingRequests } from './waiting-requests.service.js';

/** Beds × nights, four weeks at a time. */
@Controller('calendar')
export class CalendarPagesController {
  constructor(
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
    private readonly modules: ModuleRef,
    private readonly terms: SchoolTermsService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Query() query: CalendarQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { today: earliest, tonight: today, horizon } = this.calendar.horizon(unit.zone);
    const { range, error } = typedRange(query.from, today, horizon);
    if (error) {
      res.status(400);
      res.locals['hasErrors'] = true;
    }
    const board = await this.calendar.view(actor, unit.id, range);
    const ahead = await this.calendar.count(unit.id, { arrival: today, departure: addDays(today, SHOWN) });
    const marks = await this.terms.marks(board.unit.organisationId, range);
    const to = actor.role === 'cas_worker' ? 'ask' : 'choose';
    const mayDrag = to === 'choose' && !looksOnAt(actor, unit.id);
    const drags = mayDrag ? ({ drags: maySign(actor, unit.id) ? 'everything' : 'without-adding' } as const) : {};
    const choosing = { unitId: unit.id, today, earliest, horizon, to, ...drags } as const;
    const { staffed, visitors } = board;
    const waiting = to === 'choose' ? await this.waiting().byNight(unit.id, range) : new Map<string, number>();
    const open = await this.open().count(actor, comingSoon(board, today));
    const page = calendarPage({ ...board, open }, range, choosing, { ahead, units, staffed, visitors, waiting, marks });
    const around = aroundCalendar(unit.id, to === 'choose', maySign(actor, unit.id));
    const state = { values: { from: query.from }, errors: error ? { from: error } : {} };
    res.render('calendar/pages/calendar.njk', { unit, ...page, around, state });
  }

  /** Provided by a module that imports this one, like the next. */
  private open(): OpenBeforeArrival {
    return this.modules.get(OpenBeforeArrival, { strict: false });
  }

  private waiting(): WaitingRequests {
    return this.modules.get(WaitingRequests, { strict: false });
  }
}
