import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService, type UnitView } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { dateIn, timeIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import {
  EmergenciesQuery,
  NewcomerEmergencyForm,
  NewEmergencyForm,
  type EmergencyWhyForm,
} from './dto/emergencies.form.js';
import { EmergencyRecords, type WhoNeedsPlace } from './emergency-records.service.js';
import { emergencyItems, emergencyPath } from './pages/emergency-record.page.js';
import { personFacts } from './pages/words.page.js';
import { cameAt } from './domain/came-at.js';

const ON_A_PAGE = 20;

/** A child needs a place tonight: what is open already, and the first question: who, from when and why. */
@Controller('emergencies')
export class EmergencyBeginPagesController {
  constructor(
    private readonly records: EmergencyRecords,
    private readonly people: PeopleService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: EmergenciesQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { youngPerson, unknown, isNew, search } = query;
    const now = this.clock.now();
    if (youngPerson || unknown || isNew) {
      const when = { date: dateIn(now, unit.zone), time: timeIn(now, unit.zone) };
      return this.show(actor, unit, res, typedBefore(res.req, when), query);
    }
    const page = await this.people.list(actor, { limit: ON_A_PAGE, ...(search && { search }) });
    res.render('requests/pages/emergency-who.njk', {
      ...{ unit, search, more: page.next !== null, path: '/emergencies/new', asks: true },
      open: emergencyItems(await this.records.list(actor, unit.id), now),
      people: page.items.map((person) => personFacts(person, dateIn(now, unit.zone))),
    });
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async begin(@CurrentActor() actor: Actor, @Query() query: EmergenciesQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const form = {
      fields: { expectedAt: 'date' },
      show: (state: FormState) => this.show(actor, unit, res, state, query),
    };
    if (query.isNew)
      return submitForm(res, {
        ...form,
        dto: NewcomerEmergencyForm,
        save: ({ firstName, lastName, dateOfBirth, dateOfBirthGuessed, ...answers }) =>
          this.save(actor, unit, { newYoungPerson: { firstName, lastName, dateOfBirth, dateOfBirthGuessed } }, answers),
      });
    await submitForm(res, {
      ...form,
      dto: NewEmergencyForm,
      save: ({ caseNumber, firstName, lastName, dateOfBirth, ...answers }) =>
        this.save(
          actor,
          unit,
          { youngPerson: query.youngPerson ?? { caseNumber, firstName, lastName, dateOfBirth } },
          answers,
        ),
    });
  }

  private async save(actor: Actor, unit: UnitView, who: WhoNeedsPlace, form: EmergencyWhyForm): Promise<string> {
    const { why, risk, known, until } = form;
    const expectedAt = cameAt(form, unit.zone);
    const { id } = await this.records.begin(actor, unit.id, who, { why, risk, known, until, expectedAt });
    return emergencyPath(id, 'impact');
  }

  private async unitOf(actor: Actor, { unit: asked }: EmergenciesQuery): Promise<UnitView | undefined> {
    const { unit } = await this.units.choose(actor, asked);
    if (unit) refuseLookingOn(actor, unit.id);
    return unit;
  }

  private async show(actor: Actor, unit: UnitView, res: Response, state: FormState, query: EmergenciesQuery) {
    const { youngPerson, isNew } = query;
    const today = dateIn(this.clock.now(), unit.zone);
    const person = youngPerson && personFacts(await this.people.open(actor, youngPerson), today);
    res.render('requests/pages/emergency-why.njk', {
      ...{ unit, person, state, isNew, isUnknown: !person && !isNew },
      back: `/emergencies/new?unit=${unit.id}`,
    });
  }
}
