import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { StaffedNight } from '../calendar/domain/staffing.js';
import { StaffingService } from '../calendar/staffing.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { Tonight } from '../platform/tonight.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { missingBefore, type BeforeAdmission } from './domain/before-admission.js';
import type { BedTonight } from './domain/emergency-bed.js';
import { nightsAsked } from './domain/emergency-nights.js';
import { EmergencyService } from './emergency.service.js';
import type { EmergencyView } from './emergency-view.js';

/** Somebody who sleeps in the house on one of the nights asked for, there already or still to come. */
export interface StayingThen {
  stay: StayView;
  /** A signed decision says that the two must never be there together. */
  keptApart: boolean;
}

/** The house as it is on the nights asked for. */
export interface HouseThen {
  tonight: PlainDate;
  /** The first of the nights. */
  night: PlainDate;
  /** Those who are kept apart from the child first. */
  staying: StayingThen[];
  /** Of the first of these nights. */
  staffing: StaffedNight | null;
  /** Free on the first of these nights. */
  beds: BedTonight[];
}

type Asked = Pick<EmergencyView, 'unit' | 'youngPersonId' | 'expectedAt' | 'until'>;

const MOST = 100;

/** Who would be there, which beds are free and how many the staff can take, on the nights for which a child needs a place. */
@Injectable()
export class EmergencyHouse {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly pairs: PairDecisionsService,
    private readonly staffing: StaffingService,
    private readonly emergencies: EmergencyService,
    private readonly tonight: Tonight,
  ) {}

  /** For the people of the unit; the stays that they read are written to the trail. */
  async of(actor: Actor, emergency: Asked): Promise<HouseThen> {
    const { unit, youngPersonId } = emergency;
    const { arrival } = this.nightsOf(emergency);
    const [staying, staffing, beds] = await Promise.all([
      this.staying(actor, emergency),
      this.staffing.view(actor, unit.id, { arrival, departure: addDays(arrival, 1) }),
      this.emergencies.bedsFor(actor, unit.id, youngPersonId ?? undefined, arrival),
    ]);
    return { tonight: this.tonight.in(unit.zone), night: arrival, staying, staffing: staffing.nights[0] ?? null, beds };
  }

  /** What is missing before the child may be written down as coming; nothing once they have come or none is needed. */
  async missing(actor: Actor, emergency: EmergencyView): Promise<BeforeAdmission[]> {
    return (await this.missingOfEach(actor, [emergency]))[0]!;
  }

  /** The same of each of several at one unit, whose stays are read once. */
  async missingOfEach(actor: Actor, emergencies: readonly EmergencyView[]): Promise<BeforeAdmission[][]> {
    const open = emergencies.filter((one) => !one.stay && !one.ended);
    const last = open
      .map((one) => this.nightsOf(one).departure)
      .toSorted()
      .at(-1);
    const there = last ? await this.before(actor, open[0]!.unit.id, last) : [];
    return emergencies.map((emergency) => {
      if (!open.includes(emergency)) return [];
      const { why, risk, authority, decisions, impacts } = emergency;
      return missingBefore(
        {
          ...{ why, risk, authority, decision: decisions.at(-1)?.decision ?? null },
          impactOn: new Set(impacts.map(({ youngPersonId }) => youngPersonId)),
        },
        this.among(there, emergency).map(({ youngPerson }) => youngPerson.id),
      );
    });
  }

  /** Who is there beside the child on one of the nights asked for, those who are kept apart from them first. */
  async staying(actor: Actor, emergency: Asked): Promise<StayingThen[]> {
    const { unit, youngPersonId } = emergency;
    const [stays, apart] = await Promise.all([
      this.before(actor, unit.id, this.nightsOf(emergency).departure),
      youngPersonId ? this.pairs.keptApart(this.dataSource.manager, youngPersonId) : new Set<string>(),
    ]);
    return this.among(stays, emergency)
      .map((stay) => ({ stay, keptApart: apart.has(stay.youngPerson.id) }))
      .toSorted((a, b) => Number(b.keptApart) - Number(a.keptApart));
  }

  private nightsOf({ unit, expectedAt, until }: Asked): Nights {
    const expected = expectedAt && this.tonight.in(unit.zone, expectedAt);
    return nightsAsked({ expected, until }, this.tonight.in(unit.zone));
  }

  /** Stays at the unit that are not over and begin before that day. */
  private before(actor: Actor, unitId: string, day: PlainDate): Promise<StayView[]> {
    return this.stays.list(actor, {
      ...{ states: ['booked', 'in_residence'], unitId, soonestFirst: true, limit: MOST },
      arrivesBy: addDays(day, -1),
    });
  }

  /** Of these stays, those of others that share a night with the emergency; who is there past their day is there tonight. */
  private among(stays: readonly StayView[], emergency: Asked): StayView[] {
    const nights = this.nightsOf(emergency);
    const tomorrow = addDays(this.tonight.in(emergency.unit.zone), 1);
    const until = ({ state, departure }: StayView) =>
      state === 'in_residence' && departure < tomorrow ? tomorrow : departure;
    return stays.filter(
      (stay) =>
        stay.youngPerson.id !== emergency.youngPersonId &&
        overlaps({ arrival: stay.arrival, departure: until(stay) }, nights),
    );
  }
}
