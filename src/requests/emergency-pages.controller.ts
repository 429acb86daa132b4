import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService, type UnitView } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, dateIn, instantIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { EmergencyForm, EmergencyQuery } from './dto/emergency.dto.js';
import { EmergencyService } from './emergency.service.js';
import { emergencyBeds } from './pages/emergency.page.js';
import { personFacts } from './pages/words.page.js';

const ON_A_PAGE = 20;

/** A child who comes tonight: who it is, then who authorised it and until when. */
@Controller('emergency-stays/new')
export class EmergencyPagesController {
  constructor(
    private readonly emergencies: EmergencyService,
    private readonly people: PeopleService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Query() { unit: asked, youngPerson, unknown, search }: EmergencyQuery,
    @Res() res: Response,
  ): Promise<void> {
    const { unit } = await this.units.choose(actor, asked);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const now = this.clock.now();
    const today = dateIn(now, unit.zone);
    if (!youngPerson && !unknown) {
      const page = await this.people.list(actor, { limit: ON_A_PAGE, ...(search && { search }) });
      const people = page.items.map((person) => personFacts(person, today));
      return res.render('requests/pages/emergency-who.njk', { unit, people, search, more: page.next !== null });
    }
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: unit.zone, timeStyle: 'short' }).format(now);
    await this.show(
      actor,
      unit,
      res,
      typedBefore(res.req, { date: today, time, departure: addDays(today, 1) }),
      youngPerson,
    );
  }

  @Post()
  @Access('unit_staff', 'manager')
  async place(@CurrentActor() actor: Actor, @Query() query: EmergencyQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: EmergencyForm,
      fields: { arrivedAt: 'date', departedAt: 'leftAt' },
      show: (state) => this.show(actor, unit, res, state, query.youngPerson),
      save: async ({ youngPerson, date, time, departure, leftAt, authority, bed: chosen, certain, ...facts }) => {
        const arrivedAt = instantIn(date, time, unit.zone);
        const hasLeft = leftAt !== undefined && departure <= dateIn(this.clock.now(), unit.zone);
        const placed = await this.emergencies.place(actor, unit.id, {
          youngPerson: youngPerson ?? facts,
          ...(hasLeft ? { departedAt: instantIn(departure, leftAt, unit.zone) } : { departure }),
          ...{ authority, arrivedAt, bed: chosen, certain },
        });
        const { id, bed, conflict, youngPerson: who } = placed;
        const where = bed ? ` and ${hasLeft ? 'had' : 'has'} ${bed.name}` : '';
        const said = `Recorded: ${who.firstName} ${hasLeft ? 'was' : 'is'} here${where}.`;
        return { said, to: conflict ? `/stays/${id}/conflict` : `/stays/${id}` };
      },
    });
  }

  private async show(actor: Actor, unit: UnitView, res: Response, state: FormState, asked?: string): Promise<void> {
    const today = dateIn(this.clock.now(), unit.zone);
    const beds = emergencyBeds(await this.emergencies.bedsFor(actor, unit.id, asked), today);
    const person = asked && personFacts(await this.people.open(actor, asked), today);
    res.render('requests/pages/emergency.njk', { unit, person, beds, state });
  }
}
