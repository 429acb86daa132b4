import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { StillInService } from '../stays/still-in.service.js';
import { moveStayPage } from './pages/move-stay.page.js';
import { DroppedQuery, MoveForm } from './dto/stay-changes.dto.js';
import { BookingService } from './booking.service.js';
import { StayChangesService, type WhereTo } from './stay-changes.service.js';

/** Another bed for somebody who is coming or staying. */
@Controller('stays/:id/move')
export class StayMovePagesController {
  constructor(
    private readonly changes: StayChangesService,
    private readonly bookings: BookingService,
    private readonly still: StillInService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { bed }: DroppedQuery,
    @Res() res: Response,
  ) {
    await this.show(actor, id, res, typedBefore(res.req, bed ? { bed } : {}));
  }

  @Post()
  @Access('unit_staff', 'manager')
  async move(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.changes.whereTo(actor, id);
    await submitForm(res, {
      dto: MoveForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ bed, ...how }) => {
        const { youngPerson, bed: has, arrival, unit } = await this.changes.move(actor, id, bed, how);
        const isMidStay = arrival < this.tonight.in(unit.zone);
        const since = isMidStay ? ' from tonight' : '';
        return { said: `${youngPerson.firstName} has ${has!.name}${since}.`, to: `/stays/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const found = await this.changes.whereTo(actor, id);
    const today = dateIn(this.clock.now(), found.stay.unit.zone);
    const still = await this.still.ofUnit(found.stay.unit);
    const bed = String(state.values['bed'] ?? '');
    const isFree = bed === '' || found.beds.length === 0 || found.beds.some((one) => one.bed.id === bed);
    const errors = isFree ? state.errors : { bed: await this.whyNot(actor, found, bed), ...state.errors };
    res.render('requests/pages/move-stay.njk', { ...moveStayPage(found, today, still), state: { ...state, errors } });
  }

  /** Why a bed cannot be had that was chosen by dragging, or that somebody has taken since. */
  private async whyNot(actor: Actor, { stay, nights }: WhereTo, bed: string): Promise<string> {
    if (bed === stay.bed?.id) return `${stay.youngPerson.firstName} has this bed already. Choose another.`;
    return (await this.bookings.whatTakes(actor, stay.unit.id, nights, bed)) ?? NOT_SUITABLE;
  }
}

const NOT_SUITABLE =
  'Nobody is in the bed that you chose, but it lacks what they need or is not in service. Choose one of those below.';
