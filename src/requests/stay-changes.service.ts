import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn, daysBetween, type Nights } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import type { StayChange, StayState } from '../stays/domain/stay-state.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { LONGEST_PLANNED_STAY } from './domain/check-request.js';

interface Changed {
  nights: Nights;
  bedId: string;
}

/** A stay that is made longer, shorter, or put into another bed: decided anew, like the booking that it changes. */
@Injectable()
export class StayChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly booking: BookingService,
    private readonly clock: Clock,
  ) {}

  /** More nights in the same bed: a match of its own, so a manager signs it with reasons. */
  async extend(actor: Actor, id: string, departure: string, reasons: string): Promise<StayView> {
    return this.change(actor, id, ['booked', 'in_residence'], 'extended', reasons, async (manager, stay, bedId) => {
      if (!maySign(actor, stay.unit.id))
        throw forbidden('Only the registered manager of the unit or a named delegate can sign more nights.');
      if (departure <= stay.departure)
        throw invalidField('departure', `Choose a departure after ${sayDate(stay.departure)}, or shorten the stay.`);
      const nights = { arrival: stay.arrival, departure };
      if (daysBetween(stay.arrival, departure) > LONGEST_PLANNED_STAY) {
        throw invalidField(
          'departure',
          `A planned break is at most ${LONGEST_PLANNED_STAY} nights: choose ${sayDate(addDays(stay.arrival, LONGEST_PLANNED_STAY))} or earlier.`,
        );
      }
      await this.refuseUnlessFree(manager, actor, stay, { arrival: stay.departure, departure }, bedId);
      return { nights, bedId };
    });
  }

  /** Fewer nights: those at the end are free again. */
  async shorten(actor: Actor, id: string, departure: string, reasons = ''): Promise<StayView> {
    return this.change(actor, id, ['booked', 'in_residence'], 'shortened', reasons, async (_, stay, bedId) => {
      const today = dateIn(this.clock.now(), stay.unit.zone);
      const earliest = stay.state === 'in_residence' && today > stay.arrival ? today : addDays(stay.arrival, 1);
      if (departure < earliest) throw invalidField('departure', `Choose ${sayDate(earliest)} or later.`);
      if (departure >= stay.departure)
        throw invalidField('departure', `Choose a departure before ${sayDate(stay.departure)}, or extend the stay.`);
      return { nights: { arrival: stay.arrival, departure }, bedId };
    });
  }

  /** Another bed for the same nights, before the arrival. */
  async move(actor: Actor, id: string, bed: string, reasons = ''): Promise<StayView> {
    return this.change(actor, id, ['booked'], 'moved', reasons, async (manager, stay, bedId) => {
      if (bed === bedId) throw invalidField('bed', 'The stay is in this bed already. Choose another.');
      const nights = { arrival: stay.arrival, departure: stay.departure };
      await this.refuseUnlessFree(manager, actor, stay, nights, bed);
      return { nights, bedId: bed };
    });
  }

  private async change(
    actor: Actor,
    id: string,
    from: readonly StayState[],
    action: StayChange,
    note: string,
    decide: (manager: EntityManager, stay: StayView, bedId: string) => Promise<Changed>,
  ): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    const nights = { arrival: seen.arrival, departure: seen.departure };
    return this.booking.decide(actor, seen.unit.id, nights, async (manager) => {
      await this.booking.lock(manager, { unitId: seen.unit.id, youngPersonId: seen.youngPerson.id });
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      if (!from.includes(stay.state) || !stay.bed) {
        throw conflict(
          'not-possible-now',
          'This is possible only before the stay has ended, and a move only before the arrival. Look at the stay again.',
        );
      }
      const { nights, bedId } = await decide(manager, stay, stay.bed.id);
      return this.stays.change(manager, actor, stay, { action, nights, bedId, note });
    });
  }

  private async refuseUnlessFree(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    bedId: string,
  ): Promise<void> {
    const whom = {
      unitId: stay.unit.id,
      youngPersonId: stay.youngPerson.id,
      dateOfBirth: stay.youngPerson.dateOfBirth,
    };
    const ground = await this.booking.ground(manager, whom, wanted);
    if (!ground.house.beds.some((bed) => bed.id === bedId)) throw invalidField('bed', 'The unit has no such bed.');
    const others = {
      ...ground,
      guest: { ...ground.guest, own: ground.guest.own.filter((claim) => claim.stayId !== stay.id) },
    };
    const today = wanted.arrival < ground.today ? wanted.arrival : ground.today;
    const except = ground.house.claims.find((claim) => claim.stayId === stay.id)?.id;
    this.booking.refuseUnlessFree(actor, { ...others, today }, wanted, bedId, except);
  }
}
