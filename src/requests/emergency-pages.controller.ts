import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService, type UnitView } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, instantIn, timeIn } from '../kernel/nights.js';
import { NewcomersService } from '../people/newcomers.service.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { submitForm, typedBefore, type FormState, type Next } from '../web/forms.js';
import { EmergencyForm, EmergencyQuery, NewcomerForm, type PlacementForm } from './dto/emergency.dto.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencyService } from './emergency.service.js';
import { emergencyBeds } from './pages/emergency.page.js';
import { personFacts } from './pages/words.page.js';
import type { WhoCame } from './who-has-come.service.js';

const ON_A_PAGE = 20;

/** A child who comes tonight: who it is, then who authorised it and until when. */
@Controller('emergency-stays/new')
export class EmergencyPagesController {
  constructor(
    private readonly emergencies: EmergencyService,
    private readonly people: PeopleService,
    private readonly newcomers: NewcomersService,
    private readonly records: EmergencyRecords,
    private readonly units: UnitsService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: EmergencyQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const about = await this.about(actor, unit, query);
    const { search } = query;
    const now = this.clock.now();
    const today = dateIn(now, unit.zone);
    if (!about.youngPerson && !about.unknown && !about.isNew && !about.called) {
      const page = await this.people.list(actor, { limit: ON_A_PAGE, ...(search && { search }) });
      const people = page.items.map((person) => personFacts(person, today));
      return res.render('requests/pages/emergency-who.njk', { unit, people, search, more: page.next !== null });
    }
    const when = { date: today, time: timeIn(now, unit.zone), departure: addDays(this.tonight.in(unit.zone), 1) };
    await this.show(actor, unit, res, typedBefore(res.req, { ...when, ...about.values }), about);
  }

  @Post()
  @Access('unit_staff', 'manager')
  async place(@CurrentActor() actor: Actor, @Query() query: EmergencyQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const about = await this.about(actor, unit, query);
    const { emergency } = about;
    const form = {
      fields: { arrivedAt: 'date', departedAt: 'leftAt', ...NEWCOMER_FIELDS },
      show: (state: FormState) => this.show(actor, unit, res, state, about),
    };
    if (about.isNew)
      return submitForm(res, {
        ...form,
        dto: NewcomerForm,
        save: ({ firstName, lastName, dateOfBirth, dateOfBirthGuessed, confirmed, ...placement }) =>
          this.save(actor, unit, placement, {
            ...{ emergency, newYoungPerson: { firstName, lastName, dateOfBirth, dateOfBirthGuessed, confirmed } },
          }),
      });
    await submitForm(res, {
      ...form,
      dto: EmergencyForm,
      save: ({ youngPerson, caseNumber, firstName, lastName, dateOfBirth, ...placement }) =>
        this.save(actor, unit, placement, {
          ...{ emergency, youngPerson: youngPerson ?? { caseNumber, firstName, lastName, dateOfBirth } },
        }),
    });
  }

  private async save(actor: Actor, unit: UnitView, placement: PlacementForm, who: Come): Promise<Next> {
    const { date, time, departure, leftAt, authority, bed: chosen, certain } = placement;
    const arrivedAt = instantIn(date, time, unit.zone);
    const hasLeft = leftAt !== undefined && departure <= dateIn(this.clock.now(), unit.zone);
    const { id, bed, conflict, youngPerson } = await this.emergencies.place(actor, unit.id, {
      ...who,
      ...(hasLeft ? { departedAt: instantIn(departure, leftAt, unit.zone) } : { departure }),
      ...{ authority, arrivedAt, bed: chosen, certain },
    });
    const where = bed ? ` and ${hasLeft ? 'had' : 'has'} ${bed.name}` : '';
    const number = who.newYoungPerson ? ` Their record has the number ${youngPerson.caseNumber} for now.` : '';
    const said = `Recorded: ${youngPerson.firstName} ${hasLeft ? 'was' : 'is'} here${where}.${number}`;
    return { said, to: conflict ? `/stays/${id}/conflict` : `/stays/${id}` };
  }

  private async show(
    actor: Actor,
    unit: UnitView,
    res: Response,
    state: FormState,
    { youngPerson: asked, isNew, called, emergency }: About,
  ): Promise<void> {
    const today = dateIn(this.clock.now(), unit.zone);
    const beds = emergencyBeds(await this.emergencies.bedsFor(actor, unit.id, asked), this.tonight.in(unit.zone));
    const person = asked && personFacts(await this.people.open(actor, asked), today);
    const standIn = isNew && ((await this.newcomers.standIn(unit.id))?.name ?? actor.name);
    res.render('requests/pages/emergency.njk', { unit, person, beds, state, isNew, standIn, called, emergency });
  }

  /** Whom the page is about: as its address says, or whoever an emergency was begun for, with what is known of them. */
  private async about(actor: Actor, unit: UnitView, query: EmergencyQuery): Promise<About> {
    if (!query.emergency) return query;
    const begun = await this.records.open(actor, query.emergency);
    if (begun.unit.id !== unit.id) throw notFound();
    const { id: emergency, youngPerson, youngPersonId, newcomer, called, until, decisions } = begun;
    const values: FormState['values'] = {
      ...(until && until > this.tonight.in(unit.zone) && { departure: until }),
      authority: decisions.at(-1)?.decidedByName ?? '',
    };
    if (youngPersonId) return { emergency, called, values, ...(youngPerson && { youngPerson: youngPersonId }) };
    const { firstName = '', lastName = '', dateOfBirth = '', dateOfBirthGuessed } = newcomer ?? {};
    const known = { firstName, lastName, dateOfBirth, ...(dateOfBirthGuessed && { dateOfBirthGuessed: 'yes' }) };
    return { emergency, called, isNew: true, values: { ...values, ...known } };
  }
}

interface About extends EmergencyQuery {
  /** As whoever was asked for is called. */
  called?: string;
  values?: FormState['values'];
}

type Come = WhoCame & { emergency?: string | undefined };

/** Where the form of a newcomer asks what the service names within a group. */
const NEWCOMER_FIELDS = {
  'newYoungPerson.dateOfBirth': 'dateOfBirth',
  'newYoungPerson.confirmed': 'confirmed',
};
