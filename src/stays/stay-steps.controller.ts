import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { instantKept } from '../kernel/nights.js';
import { sayStay } from '../kernel/say-date.js';
import { sayList } from '../kernel/say-words.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { HomeAddresses } from '../people/home-addresses.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState, type Said } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import {
  aheadSaid,
  cameRefused,
  refusedAtDoor,
  stillInMessage,
  stillRecorded,
  typedMoment,
  undoneSaid,
} from './pages/arrive.page.js';
import { leftEarly } from './domain/ending.js';
import { readChoice } from './domain/ending-text.js';
import { onTheStay } from './domain/medicine.js';
import { standingOf, type StayAction } from './domain/stay-state.js';
import { STAY_STEPS, stepFor } from './domain/stay-steps.js';
import {
  ArriveForm,
  CancelForm,
  DepartForm,
  CorrectEndingForm,
  EndForm,
  HappenedForm,
  NoShowForm,
} from './dto/stays.form.js';
import { BedsAhead } from './beds-ahead.service.js';
import { CorrectEnding } from './correct-ending.service.js';
import { EscortsService } from './escorts.service.js';
import { MedicinesService } from './medicines.service.js';
import { medicinePage } from './pages/medicines.page.js';
import { escortsPage } from './pages/escorts.page.js';
import { endingsFor, recordedEnding } from './pages/ending.page.js';
import { nowIn } from './pages/happened.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { corrected, have, namesOf, others, TOGETHER_FROM } from './pages/step-taken.page.js';
import { StayAsSeen } from './stay-as-seen.service.js';
import { StaySteps } from './stay-steps.service.js';
import { StaysTogether } from './stays-together.service.js';
import { StaysService, type StayView } from './stays.service.js';
import { StillInService } from './still-in.service.js';
import { UndoArrival } from './undo-arrival.service.js';
import { UndoEnding } from './undo-ending.service.js';

/** Writing down what happened to a stay: each step a page of its own. */
@Controller('stays/:id')
export class StayStepsController {
  constructor(
    private readonly stays: StaysService,
    private readonly steps: StaySteps,
    private readonly seen: StayAsSeen,
    private readonly together: StaysTogether,
    private readonly ahead: BedsAhead,
    private readonly undo: UndoArrival,
    private readonly endings: UndoEnding,
    private readonly rightEnding: CorrectEnding,
    private readonly escorts: EscortsService,
    private readonly medicines: MedicinesService,
    private readonly homes: HomeAddresses,
    private readonly contact: ContactNotes,
    private readonly still: StillInService,
    private readonly clock: Clock,
  ) {}

  @Get('arrive')
  @Access('unit_staff', 'manager')
  askArrive(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'arrive', res }, 'arrived');
  }

  @Post('arrive')
  @Access('unit_staff', 'manager')
  arrive(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'arrive', res }, ArriveForm, async (form) => {
      const at = await this.moment(actor, id, form, 'arrivedAt');
      const { certain, reason, addressBefore } = form;
      const before = await this.stays.open(actor, id);
      const { arrivedAt } = before;
      const ahead = arrivedAt ? undefined : await this.ahead.ofArrival(actor, before, at);
      const stay = await this.together.arrive(actor, [id, ...others(form)], { at, certain, reason, addressBefore });
      if (arrivedAt) return corrected(stay, 'arrived', at);
      const there = await this.everybody(actor, stay, form);
      const said = `${have(namesOf(there))} arrived.`;
      const still = await this.still.inBedOf(stay);
      return [
        said,
        ...(ahead ? aheadSaid(stay, before, ahead) : []),
        ...(still ? [stillInMessage(still)] : []),
        ...cameRefused(there),
      ];
    });
  }

  @Get('depart')
  @Access('unit_staff', 'manager')
  askDepart(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'depart', res }, 'departed');
  }

  @Post('depart')
  @Access('unit_staff', 'manager')
  depart(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'depart', res }, DepartForm, async ({ ending, reason, ...form }) => {
      const at = await this.moment(actor, id, form, 'departedAt');
      const how = { at, reason, ...readChoice(ending), isAsked: true, addressAfter: form.addressAfter };
      const { departedAt } = await this.stays.open(actor, id);
      const stay = await this.together.depart(actor, [id, ...others(form)], how);
      if (departedAt) return corrected(stay, 'left', at);
      return `${have(await this.names(actor, stay, form))} left.`;
    });
  }

  @Get('no-show')
  @Access('unit_staff', 'manager')
  askNoShow(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'no-show', res }, 'no_show');
  }

  @Post('no-show')
  @Access('unit_staff', 'manager')
  noShow(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'no-show', res }, NoShowForm, async (form) => {
      const { ending, reason, namesNobodyElse } = form;
      const how = { ...readChoice(ending), reason, namesNobodyElse };
      const stay = await this.together.noShow(actor, [id, ...others(form)], how);
      if (others(form).length === 0) return 'Recorded. The bed is free again.';
      return `Recorded for ${sayList(await this.names(actor, stay, form))}. The beds are free again.`;
    });
  }

  @Get('cancel')
  @Access('cas_worker', 'unit_staff', 'manager')
  askCancel(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'cancel', res }, 'cancelled');
  }

  @Post('cancel')
  @Access('cas_worker', 'unit_staff', 'manager')
  cancel(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'cancel', res }, CancelForm, async (form) => {
      const { ending, reason, namesNobodyElse } = form;
      const at = await this.moment(actor, id, form);
      const how = { ...readChoice(ending), reason, at, namesNobodyElse };
      const stay = await this.together.cancel(actor, [id, ...others(form)], how);
      if (others(form).length === 0) return 'The stay is cancelled. The bed is free again.';
      return `The stays of ${sayList(await this.names(actor, stay, form))} are cancelled. The beds are free again.`;
    });
  }

  @Get('correct-ending')
  @Access('unit_staff', 'manager')
  askCorrectEnding(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'correct-ending', res }, 'ending_corrected');
  }

  @Post('correct-ending')
  @Access('unit_staff', 'manager')
  correctEnding(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'correct-ending', res }, CorrectEndingForm, async (form) => {
      const { ending, note = '', reason, namesNobodyElse } = form;
      await this.rightEnding.correct(actor, id, { ...readChoice(ending), note, reason, namesNobodyElse });
      return 'Corrected. What was recorded before is kept in the history.';
    });
  }

  @Get('undo-arrival')
  @Access('unit_staff', 'manager')
  askUndoArrival(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'undo-arrival', res }, 'arrival_undone');
  }

  @Post('undo-arrival')
  @Access('unit_staff', 'manager')
  undoArrival(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'undo-arrival', res }, EndForm, async ({ reason }) => {
      const before = await this.stays.open(actor, id);
      const { stay, madeWay } = await this.undo.undo(actor, id, reason);
      const links = madeWay.map((offer) => ({
        sentence: `For this arrival an offer to ${offer.firstName} ${offer.lastName} was taken back: ${sayStay(offer)}, ${offer.bed}. It is free again.`,
        link: { href: offer.href, text: `Hold these nights for ${offer.firstName} again` },
      }));
      const besides = await this.together.besides(actor, before, before.state);
      return [undoneSaid(stay), ...besides.map(stillRecorded), ...links];
    });
  }

  @Get('undo-departure')
  @Access('unit_staff', 'manager')
  askUndoDeparture(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'undo-departure', res }, 'departure_undone');
  }

  @Post('undo-departure')
  @Access('unit_staff', 'manager')
  undoDeparture(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'undo-departure', res }, EndForm, async ({ reason }) => {
      const { youngPerson } = await this.steps.undoDeparture(actor, id, reason);
      return `The departure is undone. ${youngPerson.firstName} is staying.`;
    });
  }

  @Get('undo-ending')
  @Access('unit_staff', 'manager')
  askUndoEnding(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, page: 'undo-ending', res }, 'ending_undone');
  }

  @Post('undo-ending')
  @Access('unit_staff', 'manager')
  undoEnding(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.record({ actor, id, page: 'undo-ending', res }, EndForm, async ({ reason }) => {
      const before = await this.stays.open(actor, id);
      const { youngPerson, conflict: open } = await this.endings.undo(actor, id, reason);
      const bed = open ? ' Their bed is not free any more: find another.' : '';
      const besides = await this.together.besides(actor, before, before.state);
      return [`${youngPerson.firstName} is expected again.${bed}`, ...besides.map(stillRecorded)];
    });
  }

  /** The empty form, unless the step is not possible now: then why, in a sentence. */
  private async ask(here: Here, action: StayAction): Promise<void> {
    const stay = await this.stays.open(here.actor, here.id);
    const step = stepFor(action, standingOf(stay), here.actor.role);
    if (typeof step === 'string') throw conflict('not-possible-now', step);
    if (action === 'cancelled') this.steps.refuseOnceBegun(here.actor, stay);
    if (action === 'arrived' && !stay.arrivedAt) this.steps.refuseFarAhead(stay);
    if (action === 'no_show') this.steps.refuseBeforeExpected(stay);
    if (action === 'ending_corrected') this.rightEnding.endingToCorrect(stay);
    if (action === 'ending_undone') this.endings.refuseOnceOver(stay);
    // A time that is put right begins with what was recorded.
    const recorded = action === 'departed' ? stay.departedAt : stay.arrivedAt;
    const at = (step.corrects?.includes(stay.state) && recorded) || this.clock.now();
    const { address } = await this.homes.of(here.actor, stay.youngPerson.id);
    const home = { addressBefore: address, addressAfter: address };
    const ended = action === 'ending_corrected' ? recordedEnding(stay) : {};
    const begin = { ...nowIn(at, stay.unit.zone), ...home, ...ended, ...this.seen.field(stay) };
    await this.show(here, typedBefore(here.res.req, begin));
  }

  private async record<T extends object>(
    here: Here,
    dto: new () => T,
    step: (form: T) => Promise<Said>,
  ): Promise<void> {
    await submitForm(here.res, {
      dto,
      fields: { at: 'date', by: 'ending', code: 'ending' },
      show: async (state) => this.show(here, here.res.statusCode === 412 ? await this.changed(here, state) : state),
      save: async (form) => ({ said: await this.seen.heed(here.res.req, () => step(form)), to: stayPath(here.id) }),
    });
  }

  private async changed({ actor, id, page }: Here, state: FormState): Promise<FormState> {
    const { action } = STAY_STEPS.find(({ path }) => path === page)!;
    return this.seen.again(actor, await this.stays.open(actor, id), state, action);
  }

  private async show({ actor, id, page, res }: Here, state: FormState): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const escorts = escortsPage(await this.escorts.ofStay(stay), stay.youngPerson.firstName);
    const counted = onTheStay(await this.medicines.ofStay(stay));
    const medicines = counted.map((one) => medicinePage(one, stayPath(id)));
    const now = this.clock.now();
    const leavesEarly = leftEarly({ plannedDeparture: stay.plannedDeparture, zone: stay.unit.zone }, now);
    const shown = { stay: stayPage(stay, now), endings: endingsFor(page, actor, stay), leavesEarly };
    const expected = TOGETHER_FROM[page];
    const besides = expected ? await this.together.besides(actor, stay, expected) : [];
    const chosen = [state.values['together'] ?? []].flat();
    const siblings = besides.map(({ id: value, youngPerson: { firstName, lastName } }) => ({
      ...{ value, text: `${firstName} ${lastName}`, checked: chosen.includes(value) },
    }));
    const contact = contactPage(await this.contact.of(actor, stay.youngPerson.id), stay.youngPerson.id);
    const before = page === 'undo-arrival' ? await this.undo.willBe(stay) : undefined;
    const stillIn = page === 'arrive' && !stay.arrivedAt ? await this.still.inBedOf(stay) : undefined;
    const comesEarly = this.steps.wouldBeEarly(stay);
    const ahead =
      page === 'arrive' && !stay.arrivedAt
        ? await this.ahead.ofArrival(actor, stay, typedMoment(state, stay.unit.zone) ?? now)
        : undefined;
    const stood = true;
    res.render(`stays/pages/${page}.njk`, {
      ...shown,
      ...{ stood, state, escorts, contact, medicines, before, siblings, comesEarly, stillIn, ahead },
      refused: page === 'arrive' ? refusedAtDoor([stay, ...besides]) : [],
    });
  }

  /** All of whom the step was taken. */
  private async everybody(actor: Actor, stay: StayView, form: { together?: string[] }): Promise<StayView[]> {
    const ids = others(form);
    if (ids.length === 0) return [stay];
    return [stay, ...(await this.stays.list(actor, { ids, soonestFirst: true, limit: ids.length }))];
  }

  private async names(actor: Actor, stay: StayView, form: { together?: string[] }): Promise<string[]> {
    return namesOf(await this.everybody(actor, stay, form));
  }

  /** The time that the form means; `recorded` is what it began with where that is put right. */
  private async moment(
    actor: Actor,
    id: string,
    { date, time }: HappenedForm,
    recorded?: 'arrivedAt' | 'departedAt',
  ): Promise<Date> {
    const stay = await this.stays.open(actor, id);
    return instantKept(date, time, stay.unit.zone, recorded && stay[recorded]);
  }
}

/** Who is at which page of which stay. */
interface Here {
  actor: Actor;
  id: string;
  page: string;
  res: Response;
}
