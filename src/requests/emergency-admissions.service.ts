import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { Tonight } from '../platform/tonight.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { bornAbout } from './domain/born-about.js';
import { emergencyBed } from './domain/emergency-bed.js';
import { LONGEST, nightsAsked } from './domain/emergency-nights.js';
import { decisionSaid, missingSaid } from './domain/emergency-text.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencySignatures } from './emergency-signatures.service.js';
import type { EmergencyView, NewcomerKnown } from './emergency-view.js';
import { GroundService } from './ground.service.js';
import { WhoHasCome } from './who-has-come.service.js';

export interface Held {
  /** The day on which they are to leave; what was answered, when left out. */
  departure?: PlainDate | undefined;
  /** A bed that is free or kept for emergencies; chosen by the service when left out. */
  bed?: string | undefined;
  /** Of a child without a record whose date of birth nobody had said: that, or about how old they are. */
  dateOfBirth?: PlainDate | undefined;
  aboutAge?: number | undefined;
}

/**
 * A child whom a manager has agreed to take and who is still on the way: a bed is theirs from now on, also one that is kept
 * for emergencies, so that nobody else is given it meanwhile. Nobody's bed is taken for a plan.
 */
@Injectable()
export class EmergencyAdmissions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly records: EmergencyRecords,
    private readonly house: EmergencyHouse,
    private readonly signatures: EmergencySignatures,
    private readonly who: WhoHasCome,
    private readonly booking: BookingService,
    private readonly calendar: CalendarService,
    private readonly grounds: GroundService,
    private readonly beds: StayBeds,
    private readonly stays: StaysService,
    private readonly tonight: Tonight,
  ) {}

  async hold(actor: Actor, id: string, held: Held): Promise<StayView> {
    const emergency = await this.records.open(actor, id);
    refuseLookingOn(actor, emergency.unit.id);
    if (emergency.stay || emergency.ended) throw conflict('not-possible-now', NOT_NOW);
    const missing = await this.house.missing(actor, emergency);
    if (missing.length > 0) throw conflict('not-possible-yet', missingSaid(missing));
    const nights = this.nightsOf(emergency, held);
    const { newcomer, unit } = emergency;
    const who =
      emergency.youngPersonId ??
      (await this.who.find(actor, { newYoungPerson: { ...newcomer!, ...birthOf(newcomer!, held, nights.arrival) } }));
    let stayId = '';
    await this.records.change(actor, id, 'emergency.bed_held', async (manager, locked) => {
      if (locked.stay || locked.ended) throw conflict('not-possible-now', NOT_NOW);
      const youngPersonId = await this.who.record(manager, actor, unit.id, who);
      await this.booking.lock(manager, { unitId: unit.id, youngPersonId });
      stayId = await this.book(manager, actor, locked, { youngPersonId, nights, bed: held.bed });
    });
    return this.stays.find(this.dataSource.manager, actor, stayId);
  }

  private async book(
    manager: EntityManager,
    actor: Actor,
    { id, unit, decisions }: EmergencyView,
    { youngPersonId, nights, bed: asked }: { youngPersonId: string; nights: Nights; bed: string | undefined },
  ): Promise<string> {
    const own = await this.calendar.claimsOfYoungPerson(manager, youngPersonId, nights);
    if (own.length > 0)
      throw conflict('booked-already', 'They have a bed on one of these nights already. Look at their stays first.');
    const whom = { unitId: unit.id, youngPersonId, dateOfBirth: nights.arrival };
    const around = { ...nights, arrival: addDays(nights.arrival, -1) };
    const { house, guest, tonight } = await this.grounds.of(manager, whom, around);
    const beds = house.beds.filter((bed) => asked === undefined || bed.id === asked);
    const free = (day?: PlainDate) => emergencyBed(beds, nights, house.claims, guest.needs, day);
    // They are on the way: whoever is to leave today can have left by then, but a bed that was left is held first.
    const found = free(tonight) ?? free('');
    if (!found && asked !== undefined)
      throw invalidField('bed', 'This bed is not free on that night. Choose another, or leave it to us.');
    if (!found) throw conflict('no-bed', NO_BED);
    const departure = found.departure;
    const { decision, decidedByName: by, how, said } = decisions.at(-1)!;
    const plan = { arrival: nights.arrival, departure, unitId: unit.id, youngPersonId, partId: null };
    const stayId = await this.stays.book(manager, actor, { ...plan, kind: 'emergency', authority: by });
    await this.who.letRead(manager, actor, unit.id, youngPersonId);
    const placed = { id: stayId, unit, youngPerson: { id: youngPersonId }, requestId: null, bed: null };
    const piece = { bedId: found.bed.id, arrival: nights.arrival, departure };
    await this.beds.takeOver(manager, actor, placed, [piece], 'placed');
    await this.beds.settle(manager, actor.id, placed, 'placed');
    const stay = await this.stays.find(manager, actor, stayId);
    await this.stays.writeDown(
      manager,
      actor,
      stay,
      'emergency_decided',
      `${decisionSaid({ decision, by, how })}: ${said}`,
    );
    const come = { ...{ id, unitId: unit.id, youngPersonId, stayId }, answers: { until: departure } };
    await this.signatures.come(manager, actor, await this.records.link(manager, actor, come), stay);
    return stayId;
  }

  /** From the night in which they are to come; one that is over is tonight. */
  private nightsOf({ unit, expectedAt, until }: EmergencyView, { departure: asked }: Held): Nights {
    const tonight = this.tonight.in(unit.zone);
    const expected = expectedAt && this.tonight.in(unit.zone, expectedAt);
    const { arrival, departure: said } = nightsAsked({ expected, until }, tonight);
    const [first, last] = [addDays(arrival, 1), addDays(arrival, LONGEST)];
    const departure = asked ?? said;
    if (departure < first || departure > last)
      throw invalidField(
        'departure',
        `Choose a day from ${sayDate(first)} to ${sayDate(last)}. They can stay on later.`,
      );
    if (arrival > addDays(tonight, LONGEST))
      throw conflict('not-possible-now', 'They are to come too far ahead for an emergency. Ask for a break instead.');
    return { arrival, departure };
  }
}

const NOT_NOW = 'A stay was recorded for them already, or no place is needed any more. Look at it again.';
const NO_BED =
  'No bed is free on that night, so none can be held. Tell the on-call manager. If they come, record that they are here.';

/** What was said before, what is said now, or a guess from about how old they are, marked as one. */
function birthOf(
  newcomer: NewcomerKnown,
  { dateOfBirth, aboutAge }: Held,
  on: PlainDate,
): { dateOfBirth: PlainDate; dateOfBirthGuessed?: boolean } {
  if (newcomer.dateOfBirth) return { dateOfBirth: newcomer.dateOfBirth };
  if (dateOfBirth) return { dateOfBirth };
  if (aboutAge !== undefined) return { dateOfBirth: bornAbout(aboutAge, on), dateOfBirthGuessed: true };
  throw invalidField('aboutAge', 'Enter about how old they are, or their date of birth.');
}
