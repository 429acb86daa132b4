import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { seeOther, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { readDate } from '../web/read-date.js';
import type { TypedValues } from '../web/typed-forms.js';
import { AlertSteps } from './alert-steps.service.js';
import type { AlertView } from './alert-view.js';
import { AlertsService, type AlertState } from './alerts.service.js';
import { usualDays } from './domain/put-off.js';
import { AlertsPageQuery, ResolveDto, SnoozeForm } from './dto/alerts.dto.js';
import {
  alertPath,
  alertRow,
  alertsLink,
  eventRow,
  kindChoices,
  STATE_CHOICES,
  TAKEN_CHOICES,
} from './pages/alerts.page.js';

/** By whose clocks the days are that are offered: tomorrow and Monday are the same ones at every unit. */
const ZONE = 'Europe/London';

/** What is worth acting on, and what became of it. */
@Controller('alerts')
export class AlertsPagesController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly steps: AlertSteps,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: AlertsPageQuery, @Res() res: Response): Promise<void> {
    await this.showList(actor, query.state === 'snoozed' ? 'snoozed' : 'open', query, res);
  }

  @Get('ended')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ended(@CurrentActor() actor: Actor, @Query() query: AlertsPageQuery, @Res() res: Response): Promise<void> {
    await this.showList(actor, 'ended', query, res);
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const alert = await this.alerts.open(actor, id);
    const events = await this.alerts.history(id);
    const isOpen = !alert.endedAt && !looksOnAt(actor, alert.unit.id);
    const isMine = alert.takenBy?.id === actor.id;
    res.render('alerts/pages/alert.njk', {
      alert: this.row(actor, alert),
      reason: alert.reason,
      events: events.map(eventRow),
      mayTake: isOpen && !alert.takenBy,
      mayGiveBack: isOpen && alert.takenBy !== null && (isMine || maySign(actor, alert.unit.id)),
      mayEnd: isOpen && worksAt(actor, alert.unit.id),
    });
  }

  @Post(':id/take')
  @Access('cas_worker', 'unit_staff', 'manager')
  async take(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.steps.take(actor, id);
    await seeOther(res, { said: 'You see to this now. Everybody who sees the alert sees that.', to: alertPath(id) });
  }

  @Post(':id/give-back')
  @Access('cas_worker', 'unit_staff', 'manager')
  async giveBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.steps.giveBack(actor, id);
    await seeOther(res, { said: 'It is given back. Somebody else can take it on.', to: alertPath(id) });
  }

  @Get(':id/snooze')
  @Access('unit_staff', 'manager')
  async askSnooze(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const alert = await this.alerts.open(actor, id);
    this.steps.refuseToAsk(actor, alert);
    this.showForm(actor, res, 'snooze', alert, typedBefore(res.req, editValues(valuesOf(alert))));
  }

  @Post(':id/snooze')
  @Access('unit_staff', 'manager')
  async snooze(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const alert = await this.alerts.open(actor, id);
    await submitEdit(res, {
      ...this.edit(actor, id),
      dto: SnoozeForm,
      show: (state) => this.showForm(actor, res, 'snooze', alert, state),
      save: async ({ when, until }) => {
        const day = when === 'date' ? typedDay(until) : usualDays(this.clock.now(), ZONE)[when];
        await this.steps.snooze(actor, id, day);
        return { said: 'It is put off, for everybody.', to: alertPath(id) };
      },
    });
  }

  @Get(':id/resolve')
  @Access('unit_staff', 'manager')
  async askResolve(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const alert = await this.alerts.open(actor, id);
    this.steps.refuseToAsk(actor, alert);
    this.showForm(actor, res, 'resolve', alert, typedBefore(res.req, editValues(valuesOf(alert))));
  }

  @Post(':id/resolve')
  @Access('unit_staff', 'manager')
  async resolve(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const alert = await this.alerts.open(actor, id);
    await submitEdit(res, {
      ...this.edit(actor, id),
      dto: ResolveDto,
      show: (state) => this.showForm(actor, res, 'resolve', alert, state),
      save: async ({ reason }) => {
        await this.steps.resolve(actor, id, reason);
        return { said: 'It is resolved.', to: alertPath(id) };
      },
    });
  }

  private edit(actor: Actor, id: string) {
    return { read: () => this.alerts.read(this.dataSource.manager, actor, id), valuesOf, words: WORDS };
  }

  private showForm(actor: Actor, res: Response, form: 'snooze' | 'resolve', alert: AlertView, state: FormState): void {
    res.render(`alerts/pages/alert-${form}.njk`, {
      ...{ alert: this.row(actor, alert), state, takenBy: valuesOf(alert)['takenBy'] },
      days: usualDays(this.clock.now(), ZONE),
    });
  }

  private async showList(actor: Actor, state: AlertState, query: AlertsPageQuery, res: Response): Promise<void> {
    const { unit, kind, taken, cursor } = query;
    const filter = { state, unit, kind, taken };
    const { items, next } = await this.alerts.list(actor, filter, query);
    const units = actor.units.filter(({ id }) => worksAt(actor, id));
    res.render('alerts/pages/alerts.njk', {
      rows: items.map((alert) => this.row(actor, alert)),
      ...{ state, unit, kind, taken, units },
      ...{ kinds: kindChoices(), states: STATE_CHOICES, takenChoices: TAKEN_CHOICES },
      isFiltered: Boolean(unit ?? kind ?? taken),
      first: cursor && alertsLink(filter),
      settings: units.filter(({ id }) => actor.role === 'manager' && maySign(actor, id)),
      next: next && alertsLink({ ...filter, cursor: next }),
    });
  }

  private row(actor: Actor, alert: AlertView) {
    return alertRow(alert, actor.id, this.clock.now());
  }
}

function typedDay(typed = ''): PlainDate {
  if (!typed) throw invalidField('until', 'Enter the day on which it is to come back.');
  const read = readDate('The day', typed);
  if ('sentence' in read) throw invalidField('until', read.sentence);
  return read.date;
}

/** What the forms of an alert are filled in against: who sees to it. */
const valuesOf = ({ takenBy }: Pick<AlertView, 'takenBy'>): TypedValues => ({ takenBy: takenBy?.name ?? '' });
const WORDS: FieldWords = { takenBy: { label: 'Who sees to it', text: String } };
