import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import { instantKept } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AbsenceEpisodes, type AbsenceEpisode } from './absence-episodes.service.js';
import { ReasonDto } from './dto/stay-steps.dto.js';
import { AbsenceForm, CorrectAbsenceForm } from './dto/stays.form.js';
import { absenceChoices, absenceFields, absencePage } from './pages/absences.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StaysService } from './stays.service.js';

/** When somebody was away during a stay: all of it, told late, and put right. */
@Controller('stays/:id/absences')
export class AbsencesPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly episodes: AbsenceEpisodes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const absences = await this.episodes.ofStay(actor, stay);
    const hasCome = stay.state === 'in_residence' || stay.state === 'completed';
    res.render('stays/pages/absences.njk', {
      stay: stayPage(stay, this.clock.now()),
      isUnits: actor.role !== 'cas_worker',
      mayTell: actor.role !== 'cas_worker' && hasCome,
      absences: absences.map((one) => absencePage(one, stayPath(id))),
    });
  }

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async tell(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { unit } = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: AbsenceForm,
      fields: FIELDS,
      show: (state) => this.show(actor, id, res, state),
      save: async (form) => {
        const { since, until } = timesOf(form, unit.zone);
        await this.episodes.tell(actor, id, { kind: form.kind, note: form.note, since, until });
        return { said: 'The absence is recorded.', to: path(id) };
      },
    });
  }

  @Get(':absence/correct')
  @Access('unit_staff', 'manager')
  async askCorrection(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, absence);
    const { unit } = await this.stays.open(actor, id);
    await this.show(actor, id, res, typedBefore(res.req, absenceFields(one, unit.zone)), one);
  }

  @Post(':absence/correct')
  @Access('unit_staff', 'manager')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, absence);
    const { unit } = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: CorrectAbsenceForm,
      fields: FIELDS,
      show: (state) => this.show(actor, id, res, state, one),
      save: async (form) => {
        const { kind, note = '', reason } = form;
        const { since, until } = timesOf(form, unit.zone, one);
        await this.episodes.correct(actor, id, absence, { kind, note, reason, since, until });
        return { said: 'Corrected. What it said before is kept.', to: path(id) };
      },
    });
  }

  @Get(':absence/take-back')
  @Access('unit_staff', 'manager')
  async askTakeBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.showTakeBack(actor, id, res, typedBefore(res.req), await this.find(actor, id, absence));
  }

  @Post(':absence/take-back')
  @Access('unit_staff', 'manager')
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, absence);
    await submitForm(res, {
      dto: ReasonDto,
      show: (state) => this.showTakeBack(actor, id, res, state, one),
      save: async ({ reason }) => {
        await this.episodes.takeBack(actor, id, absence, reason);
        return { said: 'Taken back. What it said is kept.', to: path(id) };
      },
    });
  }

  private async find(actor: Actor, id: string, absence: string): Promise<AbsenceEpisode> {
    const one = (await this.episodes.of(actor, id)).find((found) => found.id === absence);
    if (!one) throw notFound();
    return one;
  }

  private async showTakeBack(actor: Actor, id: string, res: Response, state: FormState, one: AbsenceEpisode) {
    const stay = stayPage(await this.stays.open(actor, id), this.clock.now());
    res.render('stays/pages/take-absence-back.njk', { stay, state, absence: absencePage(one, stayPath(id)) });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState, one?: AbsenceEpisode): Promise<void> {
    const stay = await this.stays.open(actor, id);
    res.render('stays/pages/absence.njk', {
      stay: stayPage(stay, this.clock.now()),
      state,
      kinds: absenceChoices(),
      isCorrection: one !== undefined,
      hasEnd: !one || one.until !== null,
      isOver: stay.departedAt !== null,
    });
  }
}

const FIELDS = { since: 'sinceDate', until: 'untilDate' };

const path = (id: string) => stayPath(id, { path: 'absences' });

/** The form asks to the minute: a time that was left as it was stays what was written down, to the second. */
function timesOf(form: AbsenceForm, zone: string, was?: AbsenceEpisode): { since: Date; until: Date | undefined } {
  const { sinceDate, sinceTime, untilDate, untilTime } = form;
  if (untilDate && !untilTime) throw invalidField('untilTime', 'Enter the time until when, for example 16:30.');
  if (untilTime && !untilDate) throw invalidField('untilDate', 'Enter the day until when.');
  return {
    since: instantKept(sinceDate, sinceTime, zone, was?.since),
    until: untilDate && untilTime ? instantKept(untilDate, untilTime, zone, was?.until) : undefined,
  };
}
