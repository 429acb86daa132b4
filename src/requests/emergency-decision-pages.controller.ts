import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isUUID } from 'class-validator';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden } from '../kernel/domain-error.js';
import { sayDay } from '../kernel/say-date.js';
import { dateIn, instantIn, timeIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { StaysService } from '../stays/stays.service.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { EMERGENCY_DECISION_TEXT, HOW_REACHED_TEXT } from './domain/emergency-text.js';
import { EMERGENCY_DECISIONS, HOW_REACHED, unsigned } from './domain/emergency-state.js';
import { EndEmergencyDto, HoldDto } from './dto/emergencies.dto.js';
import { CountersignForm, EmergencyDecisionForm } from './dto/emergencies.form.js';
import { EmergencyAdmissions } from './emergency-admissions.service.js';
import { EmergencyDecisions } from './emergency-decisions.service.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import type { EmergencyStanding } from './emergency-view.js';
import { emergencyBeds } from './pages/emergency.page.js';
import {
  countersignPage,
  emergencyPage,
  emergencyPath,
  houseFacts,
  keptApartFrom,
} from './pages/emergency-record.page.js';

const OTHER = 'other';

/** What the on-call manager decided in the night, what a manager says of it by day, and the end of an emergency. */
@Controller()
export class EmergencyDecisionPagesController {
  constructor(
    private readonly records: EmergencyRecords,
    private readonly decisions: EmergencyDecisions,
    private readonly house: EmergencyHouse,
    private readonly admissions: EmergencyAdmissions,
    private readonly stays: StaysService,
    private readonly clock: Clock,
  ) {}

  @Get('emergencies/:id/decision')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    const now = this.clock.now();
    const { zone } = emergency.unit;
    const initial: FormState['values'] = { date: dateIn(now, zone), time: timeIn(now, zone), how: 'telephone' };
    if (maySign(actor, emergency.unit.id)) initial['decidedBy'] = actor.id;
    await this.showDecision(actor, emergency, res, typedBefore(res.req, initial));
  }

  @Post('emergencies/:id/decision')
  @Access('unit_staff', 'manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await submitForm(res, {
      dto: EmergencyDecisionForm,
      fields: { rungAt: 'date' },
      show: (state) => this.showDecision(actor, emergency, res, state),
      save: async ({ decidedBy, decidedByName, date, time, ...decided }) => {
        const rungAt = instantIn(date, time, emergency.unit.zone);
        const by = isUUID(decidedBy) ? { decidedBy } : { decidedByName };
        await this.decisions.decide(actor, id, { ...decided, ...by, rungAt });
        return { said: 'The decision is recorded.', to: emergencyPath(id) };
      },
    });
  }

  @Get('emergencies/:id/hold')
  @Access('unit_staff', 'manager')
  async askHold(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    const { until } = emergency;
    await this.showHold(actor, emergency, res, typedBefore(res.req, until ? { departure: until } : {}));
  }

  @Post('emergencies/:id/hold')
  @Access('unit_staff', 'manager')
  async hold(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await submitForm(res, {
      dto: HoldDto,
      fields: { 'newYoungPerson.dateOfBirth': 'dateOfBirth' },
      show: (state) => this.showHold(actor, emergency, res, state),
      save: async (held) => {
        const stay = await this.admissions.hold(actor, id, held);
        return { said: `${stay.bed?.name ?? 'A bed'} is held for them.`, to: `/stays/${stay.id}` };
      },
    });
  }

  @Get('emergencies/:id/countersign')
  @Access('manager')
  async askCountersign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.showCountersign(actor, await this.toSign(actor, id), res, typedBefore(res.req));
  }

  @Post('emergencies/:id/countersign')
  @Access('manager')
  async countersign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const emergency = await this.toSign(actor, id);
    await submitForm(res, {
      dto: CountersignForm,
      show: (state) => this.showCountersign(actor, emergency, res, state),
      save: async (signed) => {
        const { decisions } = await this.decisions.countersign(actor, id, signed);
        const said = signed.agrees ? 'You have countersigned the decision.' : 'What you see differently is recorded.';
        const more = unsigned(decisions).length > 0 ? ' Another decision is still to be countersigned.' : '';
        return { said: `${said}${more}`, to: emergencyPath(id) };
      },
    });
  }

  @Get('emergencies/:id/end')
  @Access('unit_staff', 'manager')
  async askEnd(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showEnd(actor, await this.mine(actor, id), res, typedBefore(res.req));
  }

  @Post('emergencies/:id/end')
  @Access('unit_staff', 'manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const emergency = await this.mine(actor, id);
    await submitForm(res, {
      dto: EndEmergencyDto,
      show: (state) => this.showEnd(actor, emergency, res, state),
      save: async ({ reason }) => {
        await this.records.end(actor, id, reason);
        return { said: 'Recorded: no place is needed any more.', to: emergencyPath(id) };
      },
    });
  }

  /** From a stay to how it was decided; one that was recorded before decisions were kept has nothing to show. */
  @Get('stays/:id/emergency')
  @Access('unit_staff', 'manager')
  async ofStay(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stayPath = `/stays/${id}`;
    const found = await this.records.ofStay(actor, id);
    if (found) return res.redirect(303, emergencyPath(found.id));
    await this.stays.open(actor, id);
    await seeOther(res, { said: 'Nothing is recorded of how this stay was decided.', to: stayPath });
  }

  private async mine(actor: Actor, id: string): Promise<EmergencyStanding> {
    const emergency = await this.records.open(actor, id);
    refuseLookingOn(actor, emergency.unit.id);
    return emergency;
  }

  private async toSign(actor: Actor, id: string): Promise<EmergencyStanding> {
    const emergency = await this.records.open(actor, id);
    if (!maySign(actor, emergency.unit.id))
      throw forbidden('Only the registered manager of the unit or a named delegate can countersign.');
    if (!emergency.steps.some(({ state }) => state === 'to_countersign'))
      throw conflict('nothing-to-countersign', 'There is nothing to countersign here: somebody has signed it.');
    return emergency;
  }

  private async page(actor: Actor, emergency: EmergencyStanding) {
    const missing = await this.house.missing(actor, emergency);
    return emergencyPage(emergency, { actor, missing, now: this.clock.now() });
  }

  private async showDecision(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const managers = await this.decisions.managersOf(emergency.unit.id);
    const house = await this.house.of(actor, emergency);
    const missing = await this.house.missing(actor, emergency);
    res.render('requests/pages/emergency-decision.njk', {
      ...{ state, other: OTHER, managers: managers.map(({ id, name }) => ({ value: id, text: name })) },
      emergency: emergencyPage(emergency, { actor, missing, now: this.clock.now(), room: houseFacts(house) }),
      apart: keptApartFrom(house.staying),
      decisions: EMERGENCY_DECISIONS.map((value) => ({ value, text: EMERGENCY_DECISION_TEXT[value] })),
      ways: HOW_REACHED.map((value) => {
        const text = HOW_REACHED_TEXT[value];
        return { value, text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` };
      }),
    });
  }

  private async showCountersign(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const shown = emergency.decisions.find(({ id }) => id === state.values['decision']);
    res.render('requests/pages/emergency-countersign.njk', {
      ...{ state, emergency: await this.page(actor, emergency) },
      decision: countersignPage(emergency, shown ?? unsigned(emergency.decisions)[0]!, this.clock.now()),
    });
  }

  private async showHold(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    const { beds, night, tonight, staying } = await this.house.of(actor, emergency);
    const { newcomer } = emergency;
    res.render('requests/pages/emergency-hold.njk', {
      ...{ state, emergency: await this.page(actor, emergency), beds: emergencyBeds(beds, night) },
      asksAge: newcomer !== null && !newcomer.dateOfBirth,
      night: night === tonight ? '' : sayDay(night),
      apart: keptApartFrom(staying),
    });
  }

  private async showEnd(actor: Actor, emergency: EmergencyStanding, res: Response, state: FormState) {
    res.render('requests/pages/emergency-end.njk', { state, emergency: await this.page(actor, emergency) });
  }
}
