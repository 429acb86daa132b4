import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { notLeftYet } from '../calendar/domain/not-left-yet.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction } from '../platform/transaction.js';
import type { Placed } from '../stays/displacement.service.js';
import { nightsUntilDeparture } from '../stays/domain/real-nights.js';
import { Elsewhere } from '../stays/elsewhere.service.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { bedsTonight, emergencyBed, freeSince, type BedTonight } from './domain/emergency-bed.js';
import { emergencyNights, LONGEST } from './domain/emergency-nights.js';
import { NO_BEDS } from './domain/obstacles.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencySignatures } from './emergency-signatures.service.js';
import type { EmergencyView } from './emergency-view.js';
import { GroundService } from './ground.service.js';
import { WhoHasCome, type WhoCame } from './who-has-come.service.js';

export interface Emergency extends WhoCame {
  /** The day on which they are to leave; not needed of somebody who has left. */
  departure?: PlainDate | undefined;
  /** Who authorised it, by name. */
  authority: string;
  arrivedAt?: Date | undefined;
  /** Of somebody who came and has left before anybody wrote it down. */
  departedAt?: Date | undefined;
  bed?: string | undefined;
  /** That an arrival which is more likely a slip is right. */
  certain?: boolean | undefined;
  /** The asking for a place that this comes of, where somebody had begun one. */
  emergency?: string | undefined;
}

/** What is known of a placement once its times are read and can be true. */
interface Known extends Pick<Emergency, 'authority' | 'bed'> {
  placed: Placed;
  arrivedAt: Date;
  departedAt: Date | undefined;
  /** From when to when they were, or are to be there; of somebody who left on the day they came, that day. */
  nights: Nights;
  tonight: PlainDate;
  zone: string;
}

/**
 * A child who comes tonight without a request, or came and has left. They are or were there, so it is written down: no
 * limit, no staffing and nobody from whom they are kept apart refuses it. What cannot stay as it is comes to the top of
 * everybody's list.
 */
@Injectable()
export class EmergencyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly who: WhoHasCome,
    private readonly people: PeopleService,
    private readonly calendar: CalendarService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly records: EmergencyRecords,
    private readonly signatures: EmergencySignatures,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /**
   * Where they could sleep tonight, or from a later night on, and for how long, as things are: it is decided again when it
   * is written down. Of somebody whom the unit does not know yet no needs are known.
   */
  async bedsFor(actor: Actor, unitId: string, youngPersonId?: string, from?: PlainDate): Promise<BedTonight[]> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const arrival = from ?? this.tonight.in(await this.beds.zoneOf(manager, unitId));
    const nights = { arrival, departure: addDays(arrival, LONGEST) };
    const around = { ...nights, arrival: addDays(arrival, -1) };
    const [{ beds, claims }, known] = await Promise.all([
      this.calendar.load(manager, unitId, around),
      youngPersonId ? this.people.stayNeeds(manager, youngPersonId) : undefined,
    ]);
    return bedsTonight(beds, nights, claims, known?.needs ?? []);
  }

  async place(actor: Actor, unitId: string, emergency: Emergency): Promise<StayView> {
    if (!worksAt(actor, unitId)) throw notFound();
    const asked = emergency.emergency ? await this.asked(actor, unitId, emergency.emergency, emergency) : undefined;
    const who = asked?.youngPersonId ?? (await this.who.find(actor, { ...emergency, ...asked?.who }));
    return inTransaction(this.dataSource, async (manager) => {
      // Who records the same one at the same moment waits here, and finds it recorded.
      if (asked) refuseIfRecorded(await this.records.lock(manager, actor, asked.id));
      const youngPersonId = await this.who.record(manager, actor, unitId, who);
      await this.booking.lock(manager, { unitId, youngPersonId });
      const zone = await this.beds.zoneOf(manager, unitId);
      const known = this.read(emergency, { unitId, youngPersonId, zone });
      await this.refuseIfBooked(manager, known);
      if (known.departedAt) await this.refuseIfThere(manager, known, known.departedAt);
      await this.who.letRead(manager, actor, unitId, youngPersonId);
      if (known.departedAt) await this.wasThere(manager, actor, known);
      else await this.isThere(manager, actor, known, emergency.certain ?? false);
      await this.beds.settle(manager, actor.id, known.placed, 'placed');
      const stay = await this.stays.find(manager, actor, known.placed.id);
      const late = known.departedAt ? ' Written down after they had left.' : '';
      await this.stays.writeDown(manager, actor, stay, 'placed', `Authorised by ${known.authority}.${late}`, {
        happenedAt: known.arrivedAt,
      });
      const come = await this.records.link(manager, actor, {
        ...{ id: asked?.id, unitId, youngPersonId, stayId: stay.id },
        answers: { expectedAt: known.arrivedAt, until: known.nights.departure },
      });
      await this.signatures.come(manager, actor, come, stay);
      return stay;
    });
  }

  /** The asking that somebody had begun, and whom it names. A child who is there is recorded whatever was decided. */
  private async asked(
    actor: Actor,
    unitId: string,
    id: string,
    { youngPerson, newYoungPerson }: WhoCame,
  ): Promise<{ id: string; youngPersonId?: string; who?: WhoCame }> {
    const emergency = await this.records.open(actor, id);
    const { unit, youngPersonId, newcomer } = emergency;
    if (unit.id !== unitId) throw notFound();
    refuseIfRecorded(emergency);
    if (!youngPersonId) {
      const { dateOfBirth } = newcomer ?? {};
      return newYoungPerson || !newcomer || !dateOfBirth
        ? { id }
        : { id, who: { newYoungPerson: { ...newcomer, dateOfBirth } } };
    }
    if (typeof youngPerson === 'string' && youngPerson !== youngPersonId)
      throw invalidField('youngPerson', 'A place was asked for somebody else there. Check whom you have open.');
    return { id, youngPersonId };
  }

  /** They are there now: a bed for tonight and as long as it is free. Of a child who is recorded late, tonight's counts. */
  private async isThere(manager: EntityManager, actor: Actor, known: Known, certain: boolean): Promise<void> {
    const { placed, nights, arrivedAt, tonight } = known;
    await this.elsewhere.leave(manager, actor, placed, { arrivedAt, certain });
    const { beds, claims, own, needs } = await this.house(manager, known);
    const from = nights.arrival < tonight ? tonight : nights.arrival;
    const found = emergencyBed(beds, { arrival: from, departure: nights.departure }, claims, needs);
    if (!found && known.bed !== undefined)
      throw invalidField(
        'bed',
        notLeftYet(claims, tonight).some(({ bedId }) => bedId === known.bed) ? STILL_IN : TAKEN,
      );
    await this.admit(manager, actor, known);
    if (!found) return;
    const arrival = freeSince(found.bed, from, nights.arrival, claims, own);
    const piece = { bedId: found.bed.id, arrival, departure: found.departure };
    await this.beds.takeOver(manager, actor, placed, [piece], 'placed');
  }

  /** They came and have left: the nights are on record, in a bed that was free on all of them, if there was one. */
  private async wasThere(manager: EntityManager, actor: Actor, known: Known): Promise<void> {
    const { placed, nights, departedAt, zone } = known;
    await this.admit(manager, actor, known);
    if (!departedAt || !nightsUntilDeparture(nights, dateIn(departedAt, zone))) return;
    const { beds, claims, own, needs } = await this.house(manager, known);
    if (own.some((claim) => overlaps(claim, nights))) return;
    const found = emergencyBed(beds, nights, claims, needs);
    if (found?.departure === nights.departure)
      await this.beds.takeOver(manager, actor, placed, [{ bedId: found.bed.id, ...nights }], 'placed');
    else if (known.bed !== undefined)
      throw invalidField(
        'bed',
        'Somebody else had this bed on one of these nights. Choose another, or leave it to us.',
      );
  }

  /** The beds to choose from, what is on them in these nights, and what of it is their own; what they need of a room. */
  private async house(manager: EntityManager, { placed, nights, tonight, bed }: Known) {
    const whom = {
      ...{ unitId: placed.unit.id, youngPersonId: placed.youngPerson.id, stayId: placed.id },
      dateOfBirth: tonight,
    };
    const { house, guest } = await this.grounds.of(manager, whom, { ...nights, arrival: addDays(nights.arrival, -1) });
    const beds = house.beds.filter(({ id }) => bed === undefined || id === bed);
    // Who has come is written down, and finding a bed is what is to be solved, even where there is none at all.
    if (bed !== undefined && beds.length === 0)
      throw invalidField('bed', house.beds.length === 0 ? NO_BEDS : 'The unit has no such bed. Choose another.');
    return { beds, claims: house.claims, own: guest.own, needs: guest.needs };
  }

  private async admit(manager: EntityManager, actor: Actor, known: Known): Promise<void> {
    const { placed, nights, arrivedAt, departedAt, authority, zone } = known;
    await this.stays.admit(manager, {
      ...nights,
      id: placed.id,
      unitId: placed.unit.id,
      youngPersonId: placed.youngPerson.id,
      arrivedAt,
      ...(departedAt && { departedAt }),
      authority,
      by: actor.id,
      zone,
    });
  }

  private read(
    { arrivedAt: came, departure, departedAt: left, authority, bed, certain = false }: Emergency,
    { unitId, youngPersonId, zone }: { unitId: string; youngPersonId: string; zone: string },
  ): Known {
    const arrivedAt = this.stays.happened(came, 'arrivedAt');
    const departedAt = left && this.stays.happened(left, 'departedAt');
    const tonight = this.tonight.in(zone);
    const here = { now: this.clock.now(), zone, dayBegins: this.tonight.dayBegins };
    const nights = emergencyNights({ arrivedAt, departure, departedAt, certain }, here);
    const place = { unit: { id: unitId }, youngPerson: { id: youngPersonId } };
    const placed = { id: randomUUID(), ...place, requestId: null, bed: null };
    return { placed, arrivedAt, departedAt, nights, tonight, zone, authority, bed };
  }

  /** Nobody is there twice at once: what is on record of that time is put right there. */
  private async refuseIfThere(manager: EntityManager, { placed, arrivedAt }: Known, departedAt: Date): Promise<void> {
    const [there] = await manager.query<unknown[]>(
      `SELECT 1 FROM stays WHERE young_person_id = $1 AND unit_id = $2 AND arrived_at IS NOT NULL
          AND (arrived_at = $3 OR (arrived_at < $4 AND coalesce(departed_at, 'infinity') > $3)) LIMIT 1`,
      [placed.youngPerson.id, placed.unit.id, arrivedAt, departedAt],
    );
    if (there) throw conflict('was-here-already', THERE_ALREADY);
  }

  /** Their own booking is what is to be written down, not a placement beside it. */
  private async refuseIfBooked(manager: EntityManager, { placed, nights, tonight, departedAt }: Known): Promise<void> {
    const { arrival, departure } = departedAt ? nights : { arrival: tonight, departure: addDays(tonight, 1) };
    const [booked] = await manager.query<{ id: string }[]>(
      `SELECT id FROM stays WHERE young_person_id = $1 AND unit_id = $2 AND state = 'booked'
          AND arrival < $4::date AND departure > $3::date LIMIT 1`,
      [placed.youngPerson.id, placed.unit.id, arrival, departure],
    );
    if (booked)
      throw conflict(
        'booked-already',
        departedAt
          ? 'They were booked here on these nights. Record that arrival instead, then the departure.'
          : 'They are booked here for tonight. Record that arrival instead.',
      );
  }
}

function refuseIfRecorded({ stay }: Pick<EmergencyView, 'stay'>): void {
  if (stay) throw conflict('has-come-already', 'Their stay was recorded already. Look at it again.');
}

const TAKEN = 'This bed is not free tonight. Choose another, or leave it to us.';
const STILL_IN =
  'Somebody who is to leave today is on record as still being in this bed. Record their departure first, choose another, or leave it to us.';
const THERE_ALREADY =
  'A stay of theirs here is on record for that time already. Look at their record; if its times are wrong, put them right there.';
