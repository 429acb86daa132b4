import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { DomainError, forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { addDays, isPlainDate, type PlainDate } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { CalendarService } from './calendar.service.js';
import { WEEKDAYS } from './domain/check-staffing.js';
import { StaffedNightForm, StaffedNightStep, StaffingPageQuery, StaffingPatternForm } from './dto/staffing.form.js';
import { shownRange } from './pages/calendar.page.js';
import {
  calendarPath,
  patternPage,
  readSeen,
  saidOver,
  staffedNightPage,
  staffingPage,
  staffingPath,
} from './pages/staffing.page.js';
import { mayChangeNight, StaffingService } from './staffing.service.js';
import { UnitsService, type UnitView } from './units.service.js';

/** How many the unit can take, four weeks at a time; one night; and the pattern of a week. */
@Controller('staffing')
export class StaffingPagesController {
  constructor(
    private readonly staffing: StaffingService,
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Query() query: StaffingPageQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { tonight: today, horizon } = this.calendar.horizon(unit.zone);
    const range = shownRange(query.from, today, horizon);
    const { nights, changes } = await this.staffing.view(actor, unit.id, range);
    const facts = { unitId: unit.id, range, today, mayChange: mayChangeNight(actor, unit.id) };
    res.render('calendar/pages/staffing.njk', {
      unit,
      units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit.id })),
      from: range.arrival,
      ...staffingPage(nights, changes, facts),
      earlier: staffingPath(unit.id, addDays(range.arrival, -28)),
      later: range.departure <= horizon ? staffingPath(unit.id, range.departure) : undefined,
      maySetPattern: maySign(actor, unit.id),
    });
  }

  @Get('pattern')
  @Access('manager')
  async askPattern(@CurrentActor() actor: Actor, @Query() query: StaffingPageQuery, @Res() res: Response) {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await this.showPattern(actor, unit, res, typedBefore(res.req, (await this.patternOf(actor, unit)).begin));
  }

  @Post('pattern')
  @Access('manager')
  async setPattern(@CurrentActor() actor: Actor, @Query() query: StaffingPageQuery, @Res() res: Response) {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: StaffingPatternForm,
      show: (state) => this.showPattern(actor, unit, res, state),
      save: async (form) => {
        await onDays(this.staffing.setPattern(actor, unit.id, patternOf(form)));
        const over = await this.staffing.overfull(unit.id, later(form.validFrom, this.todayOf(unit)));
        return { said: saidOver('The pattern is set.', over), to: staffingPath(unit.id) };
      },
    });
  }

  @Get('nights/:date')
  @Access('unit_staff', 'manager')
  async askNight(
    @CurrentActor() actor: Actor,
    @Param('date') night: string,
    @Query() query: StaffingPageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    if (!mayChangeNight(actor, unit.id)) throw forbidden('Only those on duty and those who sign can change a night.');
    await this.showNight(actor, unit, night, res, typedBefore(res.req));
  }

  @Post('nights/:date')
  @Access('unit_staff', 'manager')
  async changeNight(
    @CurrentActor() actor: Actor,
    @Param('date') night: string,
    @Query() query: StaffingPageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    if (!isPlainDate(night)) throw notFound();
    const { step } = res.req.body as StaffedNightStep;
    const path = calendarPath(unit.id, night, this.todayOf(unit));
    if (step === 'back') {
      await submitForm(res, {
        dto: StaffedNightStep,
        show: (state) => this.showNight(actor, unit, night, res, state),
        save: async () => {
          await this.staffing.changeNight(actor, unit.id, night, null);
          return { said: 'The night follows the pattern again.', to: path };
        },
      });
      return;
    }
    await submitForm(res, {
      dto: StaffedNightForm,
      show: (state) => this.showNight(actor, unit, night, res, state),
      save: async ({ take, high, note, seen }) => {
        await this.staffing.changeNight(actor, unit.id, night, { take, high }, { note, seen: readSeen(seen) });
        const over = (await this.staffing.overfull(unit.id, night)).filter((one) => one.night === night);
        return { said: saidOver('The figure of the night is changed.', over), to: path };
      },
    });
  }

  /** The unit of the page, at which the actor must work. */
  private async unitOf(actor: Actor, query: StaffingPageQuery): Promise<UnitView | undefined> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (unit && !worksAt(actor, unit.id)) throw notFound();
    return unit;
  }

  private todayOf({ zone }: UnitView): PlainDate {
    return this.calendar.horizon(zone).today;
  }

  private async patternOf(actor: Actor, unit: UnitView) {
    const patterns = await this.staffing.patterns(actor, unit.id);
    return patternPage(patterns, this.todayOf(unit), unit.beds.length);
  }

  private async showPattern(actor: Actor, unit: UnitView, res: Response, state: FormState): Promise<void> {
    if (!maySign(actor, unit.id)) throw forbidden('Only the registered manager or a named delegate sets the pattern.');
    res.render('calendar/pages/staffing-pattern.njk', { unit, state, ...(await this.patternOf(actor, unit)) });
  }

  private async showNight(
    actor: Actor,
    unit: UnitView,
    night: PlainDate,
    res: Response,
    state: FormState,
  ): Promise<void> {
    const { today, horizon } = this.calendar.horizon(unit.zone);
    if (!isPlainDate(night) || night < addDays(today, -1) || night > horizon) throw notFound();
    const range = { arrival: night, departure: addDays(night, 1) };
    const { nights, changes } = await this.staffing.view(actor, unit.id, range);
    const { rows, guests, visitors } = await this.calendar.view(actor, unit.id, range);
    const facts = { unitId: unit.id, today, beds: unit.beds.length };
    const claims = rows.flatMap((row) => row.nights.flatMap(({ claim }) => claim ?? []));
    const there = visitors.filter(({ date }) => date === night);
    const staying = new Set(claims.map(({ youngPersonId }) => youngPersonId));
    const visiting = new Set(there.map(({ youngPersonId }) => youngPersonId));
    const onlyVisiting = [...visiting].filter((id) => !staying.has(id)).length;
    const page = staffedNightPage(nights[0]!, changes[0], facts, {
      claims,
      guests,
      visits: there.length,
      onlyVisiting,
    });
    const values = { ...page.begin, ...state.values };
    res.render('calendar/pages/staffed-night.njk', { unit, night: page, state: { ...state, values } });
  }
}

const later = (one: PlainDate, other: PlainDate) => (one > other ? one : other);

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function patternOf(form: StaffingPatternForm) {
  return {
    validFrom: form.validFrom,
    take: DAYS.map((day) => form[`take${day}`]),
    high: DAYS.map((day) => form[`high${day}`]),
  };
}

/** The service names the weekday in its sentence; the form has a field for each. */
async function onDays(step: Promise<void>): Promise<void> {
  return step.catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.errors.length === 0) throw error;
    const errors = error.errors.map(({ field, message }) => {
      const day = WEEKDAYS.findIndex((weekday) => message.startsWith(`${weekday}:`));
      return { field: day < 0 ? field : `${field}${day + 1}`, message };
    });
    throw invalid(error.code, error.sentence, errors);
  });
}
