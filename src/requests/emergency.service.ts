import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import type { ExactFacts } from '../people/domain/exact-facts.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { Elsewhere } from '../stays/elsewhere.service.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { bedsTonight, emergencyBed, freeSince, type BedTonight } from './domain/emergency-bed.js';
import { GroundService } from './ground.service.js';

export interface Emergency {
  /** Somebody whose records the actor may see, or what names one child of the council exactly. */
  youngPerson: string | ExactFacts;
  departure: PlainDate;
  /** Who authorised it, by name. */
  authority: string;
  arrivedAt?: Date | undefined;
  bed?: string | undefined;
}

const LONGEST = 31;
/** How late an arrival may be written down, in days. */
const LATEST = 31;

/**
 * A child who comes tonight without a request. They are there, so it is written down: no limit, no staffing and nobody
 * from whom they are kept apart refuses it. What cannot stay as it is comes to the top of everybody's list.
 */
@Injectable()
export class EmergencyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly clock: Clock,
  ) {}

  /** Where they could sleep tonight, and for how long, as things are: it is decided again when it is written down. */
  async bedsFor(actor: Actor, unitId: string, youngPersonId: string): Promise<BedTonight[]> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const today = dateIn(this.clock.now(), await this.beds.zoneOf(manager, unitId));
    const nights = { arrival: today, departure: addDays(today, LONGEST) };
    const { house, guest } = await this.grounds.of(manager, { unitId, youngPersonId, dateOfBirth: today }, nights);
    return bedsTonight(house.beds, nights, house.claims, guest.needs);
  }

  async place(actor: Actor, unitId: string, emergency: Emergency): Promise<StayView> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { departure, authority } = emergency;
    const youngPersonId = await this.who(actor, emergency.youngPerson);
    const id = randomUUID();
    return inTransaction(this.dataSource, async (manager) => {
      await this.booking.lock(manager, { unitId, youngPersonId });
      const zone = await this.beds.zoneOf(manager, unitId);
      const arrivedAt = this.stays.happened(emergency.arrivedAt, 'arrivedAt');
      const today = dateIn(this.clock.now(), zone);
      const arrival = dateIn(arrivedAt, zone);
      check({ arrival, departure }, today);
      const wanted = { arrival, departure };
      const there = { unit: { id: unitId }, youngPerson: { id: youngPersonId } };
      await this.elsewhere.leave(manager, actor, there, arrivedAt);
      // Of a child who is recorded late, the bed that counts is tonight's.
      const from = arrival < today ? today : arrival;
      const whom = { unitId, youngPersonId, dateOfBirth: today };
      const { house, guest } = await this.grounds.of(manager, whom, wanted);
      const [booked] = await manager.query<{ id: string }[]>(
        `SELECT id FROM stays WHERE young_person_id = $1 AND unit_id = $2 AND state = 'booked'
            AND arrival <= $3::date AND departure > $3::date LIMIT 1`,
        [youngPersonId, unitId, today],
      );
      if (booked) throw conflict('booked-already', 'They are booked here for tonight. Record that arrival instead.');
      const chosen = house.beds.filter((bed) => emergency.bed === undefined || bed.id === emergency.bed);
      if (chosen.length === 0) throw invalidField('bed', 'The unit has no such bed. Choose another.');
      const found = emergencyBed(chosen, { arrival: from, departure }, house.claims, guest.needs);
      if (!found && emergency.bed !== undefined)
        throw invalidField('bed', 'This bed is not free tonight. Choose another, or leave it to us.');
      await this.stays.admit(manager, { id, unitId, youngPersonId, ...wanted, arrivedAt, authority, by: actor.id });
      await this.access.grant(manager, {
        youngPersonId,
        unitId,
        why: 'stay',
        grantedBy: actor.id,
        at: this.clock.now(),
      });
      const placed = { id, unit: { id: unitId }, youngPerson: { id: youngPersonId }, requestId: null, bed: null };
      const pieces = found
        ? [
            {
              bedId: found.bed.id,
              arrival: freeSince(found.bed, from, arrival, house.claims, guest.own),
              departure: found.departure,
            },
          ]
        : [];
      await this.beds.takeOver(manager, actor, placed, pieces, 'placed');
      await this.beds.settle(manager, actor.id, placed, 'placed');
      const stay = await this.stays.find(manager, actor, id);
      await this.stays.writeDown(manager, actor, stay, 'placed', `Authorised by ${authority}`);
      return stay;
    });
  }

  private async who(actor: Actor, asked: string | ExactFacts): Promise<string> {
    if (typeof asked !== 'string') return this.people.findForEmergency(actor, asked);
    const seen = await this.access.seen(this.dataSource.manager, actor, [asked]);
    if (!seen.has(asked)) throw notFound(NOBODY, [{ field: 'youngPerson', message: NOBODY }]);
    return asked;
  }
}

const NOBODY =
  'We could not find this young person among those whose records you may see. Give their case number, or their name and date of birth.';

/** Only what cannot be true is refused. */
function check({ arrival, departure }: { arrival: PlainDate; departure: PlainDate }, today: PlainDate): void {
  if (arrival < addDays(today, -LATEST))
    throw invalidField('arrivedAt', `Write down arrivals back to ${sayDate(addDays(today, -LATEST))}: check the date.`);
  if (departure <= today) throw invalidField('departure', `Choose ${sayDate(addDays(today, 1))} or later.`);
  if (departure > addDays(today, LONGEST))
    throw invalidField('departure', `Choose ${sayDate(addDays(today, LONGEST))} or earlier. They can stay on later.`);
}
