import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { isRegistered } from '../calendar/domain/claim.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { staySpan } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CompanyService } from './company.service.js';
import { DroppedQuery, OtherNightsForm } from './dto/stay-changes.dto.js';
import { companyOf } from './pages/company.page.js';
import { namedFit } from './pages/fit.page.js';
import { droppedNights, otherNightsPage, wantedNights } from './pages/other-nights.page.js';
import { StayChangesService } from './stay-changes.service.js';

/**
 * Other nights for a stay that is to come. Also where a stay leads that was dropped on other nights of the calendar: with
 * the answers filled in, who would be there then, and nothing done before somebody says so.
 */
@Controller('stays/:id/nights')
export class OtherNightsPagesController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly changes: StayChangesService,
    private readonly calendar: CalendarService,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() dropped: DroppedQuery,
    @Res() res: Response,
  ) {
    const stay = await this.toCome(actor, id);
    await this.show(actor, stay, res, typedBefore(res.req, droppedNights(stay, dropped)));
  }

  @Post()
  @Access('unit_staff', 'manager')
  async rebook(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.toCome(actor, id);
    await submitForm(res, {
      dto: OtherNightsForm,
      show: (state) => this.show(actor, stay, res, state),
      save: async ({ reasons = '', was, ...wanted }) => {
        const now = await this.changes.rebook(actor, id, wanted, reasons, { seen: was });
        const { youngPerson, bed, arrival, departure } = now;
        return {
          said: `${youngPerson.firstName} has ${bed!.name}, ${staySpan({ arrival, departure })}.`,
          to: `/stays/${id}`,
        };
      },
    });
  }

  private async toCome(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.stays.open(actor, id);
    if (stay.state !== 'booked') throw conflict('not-possible-now', NOT_TO_COME);
    return stay;
  }

  private async show(actor: Actor, stay: StayView, res: Response, state: FormState): Promise<void> {
    const { manager } = this.dataSource;
    const today = dateIn(this.clock.now(), stay.unit.zone);
    const tonight = { arrival: today, departure: addDays(today, 1) };
    const beds = (await this.calendar.bedsOf(manager, stay.unit.id)).filter((bed) => isRegistered(bed, tonight));
    res.render('requests/pages/other-nights.njk', {
      ...otherNightsPage(stay, beds, today),
      then: await this.companyThen(actor, stay, state.values),
      state,
    });
  }

  /** Who would be there on the nights that the form has, and the advice on that. */
  private async companyThen(actor: Actor, stay: StayView, values: FormState['values']) {
    const wanted = wantedNights(stay, values);
    if (!wanted) return undefined;
    const { claims, guests, beds, fits } = await this.company.of(actor, stay, wanted, 'stay');
    const bed = beds.find(({ id }) => id === wanted.bed);
    if (!bed) return undefined;
    const advice = fits.of({ ...wanted, bed, beds: [bed], moves: [] });
    return {
      nights: { arrival: wanted.arrival, departure: wanted.departure },
      areOthers: wanted.arrival !== stay.arrival || wanted.departure !== stay.departure,
      bed: bed.name,
      company: companyOf(wanted, claims, guests),
      fit: namedFit(advice, fits.known, { youngPerson: stay.youngPerson, guests, beds }),
    };
  }
}

const NOT_TO_COME =
  'Only a stay that is to come can be put on other nights. Whoever is there can have another bed, or more or fewer nights.';
