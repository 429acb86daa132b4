import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { Tonight } from '../platform/tonight.js';
import { bedAhead } from './domain/bed-ahead.js';
import { nightsFromArrival } from './domain/real-nights.js';
import { StayBeds } from './stay-beds.service.js';
import type { StayView } from './stays.service.js';

/** Days back from which nights are looked at: what was typed may be a slip of a century. */
const LONGEST_BACK = 366;

/** Somebody on a bed of the house: by a stay, or by an offer that is not booked yet. */
export interface InTheBed extends Nights {
  name: string;
  bed: string;
  stayId: string | null;
  isOffer: boolean;
}

/** What would become of the beds, for whoever is about to write it down. */
export interface Ahead {
  /** Theirs from tonight on, or from their first night; null where there is none. */
  bed: string | null;
  /** The one that was meant, or in which they are, where they would have another or none. */
  insteadOf: string | null;
  inIt: InTheBed[];
  makeWay: InTheBed[];
}

/** Says which bed somebody would have, and whose plans would make way, before it is written down. */
@Injectable()
export class BedsAhead {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly beds: StayBeds,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly tonight: Tonight,
  ) {}

  /** If they came at this time. */
  ofArrival(actor: Actor, stay: StayView, at: Date): Promise<Ahead> {
    const plan = { arrival: stay.plannedArrival, departure: stay.plannedDeparture };
    const tonight = this.tonight.in(stay.unit.zone);
    const [night = tonight] = [this.tonight.in(stay.unit.zone, at), addDays(tonight, -LONGEST_BACK)]
      .toSorted()
      .slice(1);
    return this.of(actor, stay, nightsFromArrival(plan, night < tonight ? night : tonight));
  }

  /** If they stayed until this day. */
  ofStayingOn(actor: Actor, stay: StayView, departure: PlainDate): Promise<Ahead> {
    return this.of(actor, stay, { arrival: stay.arrival, departure });
  }

  private async of(actor: Actor, stay: StayView, wanted: Nights): Promise<Ahead> {
    const { manager } = this.dataSource;
    const tonight = this.tonight.in(stay.unit.zone);
    const { reality } = await this.beds.reality(manager, stay, wanted, { tonight });
    const { bedId, meant, inIt, makeWay } = bedAhead(reality);
    const guests = await this.calendar.guests(manager, actor, [...inIt, ...makeWay]);
    const youngPeople = [...guests.keys()];
    const trail = { action: 'company.read', subject: 'stay', subjectId: stay.id, youngPeople };
    if (youngPeople.length > 0) await this.audit.record(manager, actor, trail);
    const bedName = (id: string | undefined) => reality.beds.find((bed) => bed.id === id)?.name ?? null;
    const said = ({ youngPersonId, purpose, arrival, departure, stayId, bedId: at }: Claim): InTheBed[] => {
      const guest = guests.get(youngPersonId ?? '');
      if (!guest) return [];
      const name = `${guest.firstName} ${guest.lastName}`;
      return [{ name, bed: bedName(at) ?? '', stayId, isOffer: purpose === 'offer', arrival, departure }];
    };
    return {
      bed: bedName(bedId),
      insteadOf: bedId === meant ? null : bedName(meant),
      inIt: inIt.flatMap(said),
      makeWay: makeWay.flatMap(said),
    };
  }
}
