import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { StaffedNight } from '../calendar/domain/staffing.js';
import { StaffingService } from '../calendar/staffing.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { Tonight } from '../platform/tonight.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { missingBefore, type BeforeAdmission } from './domain/before-admission.js';
import type { BedTonight } from './domain/emergency-bed.js';
import { EmergencyService } from './emergency.service.js';
import type { EmergencyView } from './emergency-view.js';

/** Somebody who sleeps in the house tonight, or is still to come. */
export interface StayingTonight {
  stay: StayView;
  /** A signed decision says that the two must never be there together. */
  keptApart: boolean;
}

/** The house as it is tonight. */
export interface HouseTonight {
  tonight: PlainDate;
  /** Those who are kept apart from the child first. */
  staying: StayingTonight[];
  staffing: StaffedNight | null;
  beds: BedTonight[];
}

const MOST = 100;

/** Who would be there, which beds are free and how many the staff can take, on the night on which a child needs a place. */
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
  async of(
    actor: Actor,
    { unit, youngPersonId }: Pick<EmergencyView, 'unit' | 'youngPersonId'>,
  ): Promise<HouseTonight> {
    const tonight = this.tonight.in(unit.zone);
    const nights = { arrival: tonight, departure: addDays(tonight, 1) };
    const [staying, staffing, beds] = await Promise.all([
      this.stayingTonight(actor, unit, youngPersonId),
      this.staffing.view(actor, unit.id, nights),
      this.emergencies.bedsFor(actor, unit.id, youngPersonId ?? undefined),
    ]);
    return { tonight, staying, staffing: staffing.nights[0] ?? null, beds };
  }

  /** What is missing before the child may be written down as coming; nothing once they have come or none is needed. */
  async missing(actor: Actor, emergency: EmergencyView): Promise<BeforeAdmission[]> {
    const { why, risk, authority, decisions, impacts, stay, ended } = emergency;
    if (stay || ended) return [];
    const staying = await this.stayingTonight(actor, emergency.unit, emergency.youngPersonId);
    return missingBefore(
      {
        ...{ why, risk, authority, decision: decisions.at(-1)?.decision ?? null },
        impactOn: new Set(impacts.map(({ youngPersonId }) => youngPersonId)),
      },
      staying.map(({ stay: { youngPerson } }) => youngPerson.id),
    );
  }

  /** Who is there tonight beside the child, those who are kept apart from them first. */
  async stayingTonight(
    actor: Actor,
    unit: { id: string; zone: string },
    youngPersonId: string | null,
  ): Promise<StayingTonight[]> {
    const [stays, apart] = await Promise.all([
      this.stays.list(actor, {
        ...{ states: ['booked', 'in_residence'], unitId: unit.id, soonestFirst: true, limit: MOST },
        arrivesBy: this.tonight.in(unit.zone),
      }),
      youngPersonId ? this.pairs.keptApart(this.dataSource.manager, youngPersonId) : new Set<string>(),
    ]);
    return stays
      .filter(({ youngPerson }) => youngPerson.id !== youngPersonId)
      .map((stay) => ({ stay, keptApart: apart.has(stay.youngPerson.id) }))
      .toSorted((a, b) => Number(b.keptApart) - Number(a.keptApart));
  }
}
