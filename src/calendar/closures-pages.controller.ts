import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CalendarService } from './calendar.service.js';
import { ClosuresService } from './closures.service.js';
import type { ClosureView } from './closure-reader.js';
import type { WantedClosure } from './domain/check-closure.js';
import { firstEnd, isTakenOff } from './domain/closure.js';
import { ClosureForm, ClosuresPageQuery, EndClosureForm, ReviseClosureForm } from './dto/closure.form.js';
import { checkPage, closureChoices, closureItem, closurePage, closurePath, ruleOf } from './pages/closures.page.js';
import { UnitsService, type UnitView } from './units.service.js';

/** Closing nights, taking a bed out of use, and what was decided of it. */
@Controller('closures')
export class ClosuresPagesController {
  constructor(
    private readonly closures: ClosuresService,
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: ClosuresPageQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const page = await this.closures.list(actor, unit.id, query);
    const { tonight } = this.calendar.horizon(unit.zone);
    const next = page.next && `/closures?unit=${unit.id}&cursor=${encodeURIComponent(page.next)}`;
    const first = query.cursor ? `/closures?unit=${unit.id}` : undefined;
    const items = page.items.map((closure) => closureItem(closure, tonight));
    res.render('calendar/pages/closures.njk', { unit, units, items, next, first });
  }

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: ClosuresPageQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const initial = { from: query.from ?? '', what: query.bed ?? '', repeats: 'no' };
    this.showForm(actor, unit, res, typedBefore(res.req, initial));
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async close(@CurrentActor() actor: Actor, @Query() query: ClosuresPageQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: ClosureForm,
      fields: { rrule: 'repeats' },
      show: (state) => this.showForm(actor, unit, res, state),
      save: async (form) => {
        res.status(200);
        if (form.step === 'change') return () => this.showForm(actor, unit, res, { values: { ...form }, errors: {} });
        const wanted = wantedOf(form, unit);
        const preview = await this.closures.preview(actor, unit.id, wanted);
        if (form.step !== 'save' || preview.inTheWay.length + preview.visits.length > 0) {
          const bed = unit.beds.find(({ id }) => id === wanted.bedId);
          if (form.step === 'save') res.status(409);
          return () => res.render('calendar/pages/check-closure.njk', { unit, ...checkPage(form, bed, preview) });
        }
        const id = await this.closures.make(actor, unit.id, wanted);
        const said = wanted.bedId ? 'The bed is out of use on these nights.' : 'The unit is closed on these nights.';
        return { said, to: closurePath(id) };
      },
    });
  }

  @Get(':id')
  @Access('unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const closure = await this.closures.open(actor, id);
    const steps = await this.closures.stepsOf(closure);
    const mayChange = closure.bed !== null || maySign(actor, closure.unit.id);
    const page = closurePage(closure, steps, this.tonightOf(closure));
    res.render('calendar/pages/closure.njk', { closure: { ...page, mayChange: page.mayChange && mayChange } });
  }

  @Get(':id/end')
  @Access('unit_staff', 'manager')
  async askEnd(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const closure = await this.closures.open(actor, id);
    const on = firstEnd(closure.arrival, this.tonightOf(closure));
    await this.showStep('end', actor, id, res, typedBefore(res.req, { on }));
  }

  @Post(':id/end')
  @Access('unit_staff', 'manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { arrival } = await this.closures.open(actor, id);
    await submitForm(res, {
      dto: EndClosureForm,
      show: (state) => this.showStep('end', actor, id, res, state),
      save: async ({ on }) => {
        await this.closures.end(actor, id, on);
        const said = isTakenOff({ arrival, endedOn: on }) ? 'Taken off. Its nights' : 'Ended. The nights from then on';
        return { said: `${said} can be booked again.`, to: closurePath(id) };
      },
    });
  }

  @Get(':id/change')
  @Access('unit_staff', 'manager')
  async askChange(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { departure, reason, note } = await this.closures.open(actor, id);
    await this.showStep('change', actor, id, res, typedBefore(res.req, { to: departure, reason, note }));
  }

  @Post(':id/change')
  @Access('unit_staff', 'manager')
  async change(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.closures.open(actor, id);
    await submitForm(res, {
      dto: ReviseClosureForm,
      fields: { rrule: 'repeats', from: 'to' },
      show: (state) => this.showStep('change', actor, id, res, state),
      save: async ({ to, reason, note }) => {
        await this.closures.revise(actor, id, { departure: to, reason, note: note ?? '' });
        return { said: 'Changed.', to: closurePath(id) };
      },
    });
  }

  private showForm(actor: Actor, unit: UnitView, res: Response, state: FormState): void {
    res.render('calendar/pages/new-closure.njk', {
      unit,
      state,
      ...closureChoices(unit.beds, maySign(actor, unit.id)),
    });
  }

  private async showStep(page: 'end' | 'change', actor: Actor, id: string, res: Response, state: FormState) {
    const closure = await this.closures.open(actor, id);
    const unit = await this.units.open(actor, closure.unit.id);
    res.render(`calendar/pages/${page}-closure.njk`, {
      state,
      closure: closurePage(closure, [], this.tonightOf(closure)),
      repeats: closure.rule !== null,
      reasons: closureChoices(unit.beds, closure.bed === null).reasons,
    });
  }

  private tonightOf({ unit }: ClosureView): string {
    return this.calendar.horizon(unit.zone).tonight;
  }
}

function wantedOf(form: ClosureForm, unit: UnitView): WantedClosure {
  const bed = unit.beds.find(({ id }) => id === form.what);
  if (!bed && form.what !== 'unit') throw invalidField('what', 'Choose a bed, or the whole unit.');
  const { from: arrival, to: departure, reason, note = '' } = form;
  return { bedId: bed?.id ?? null, arrival, departure, reason, note, rule: ruleOf(form) };
}
