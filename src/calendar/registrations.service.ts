import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import { dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { BedEntity } from './bed.entity.js';
import type { ClaimPurpose } from './domain/claim.js';
import { wrongRegistration } from './domain/registration.js';
import type { UnitView } from './units.service.js';

/** A bed, and since when it is on the unit's registration. */
export interface Registration {
  id: string;
  from: PlainDate;
}

/** Since when beds are on a unit's registration. */
@Injectable()
export class RegistrationsService {
  constructor(private readonly clock: Clock) {}

  /**
   * An earlier day makes room for what was before. A later one only where nothing on the calendar would lie on nights that
   * the bed was not registered for. The caller holds the unit, so that nothing comes to lie there meanwhile.
   */
  async revise(manager: EntityManager, unit: UnitView, wanted: readonly Registration[]): Promise<void> {
    if (wanted.length === 0) return;
    const beds = await manager.findBy(BedEntity, { unitId: unit.id, id: In(wanted.map(({ id }) => id)) });
    const today = dateIn(this.clock.now(), unit.zone);
    const wrong: FieldError[] = [];
    const refuse = (id: string, message: string) =>
      wrong.push({ field: `registration.${wanted.findIndex((one) => one.id === id)}.from`, message });
    const changes: Registration[] = [];
    for (const [place, { id, from }] of wanted.entries()) {
      const bed = beds.find((one) => one.id === id);
      if (!bed) throw invalidField(`registration.${place}.id`, 'This unit has no such bed.');
      if (from === bed.registeredFrom) continue;
      const slip = wrongRegistration(from, today, bed.registeredUntil);
      if (slip) refuse(id, `The day since when ${bed.name} is registered ${slip}.`);
      else changes.push({ id, from });
    }
    for (const { id, ...first } of await firstBetween(manager, changes))
      refuse(id, sayInUse(beds.find((one) => one.id === id)!.name, first));
    refuseWrong(wrong);
    await manager.query(
      `UPDATE beds b SET registered_from = r."from"
         FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, "from" date) WHERE b.id = r.id AND b.unit_id = $1`,
      [unit.id, JSON.stringify(changes)],
    );
  }
}

/** Refuses what is wrong of some beds, all at once. */
export function refuseWrong(wrong: readonly FieldError[]): void {
  const [first] = wrong;
  if (first) throw invalid('invalid-registration', first.message, [...wrong]);
}

type First = Nights & { id: string; purpose: ClaimPurpose };

/** Of each bed that would be registered later, what stands first on the nights that it would lose. */
function firstBetween(manager: EntityManager, changes: readonly Registration[]): Promise<First[]> {
  return manager.query<First[]>(
    `SELECT DISTINCT ON (b.id) b.id, c.purpose, c.arrival, c.departure
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, "from" date) JOIN beds b ON b.id = r.id
       JOIN bed_claims c ON c.bed_id = b.id AND c.live
        AND c.nights && daterange(least(b.registered_from, r."from"), r."from")
      WHERE r."from" > b.registered_from ORDER BY b.id, c.arrival`,
    [JSON.stringify(changes)],
  );
}

const WHAT: Record<ClaimPurpose, string> = {
  stay: 'a stay',
  offer: 'an offer',
  out_of_service: 'nights out of use',
  closed: 'closed nights',
  reserve: 'a night kept for emergencies',
};

const sayInUse = (bed: string, { purpose, arrival, departure }: Omit<First, 'id'>) =>
  `${bed} has ${WHAT[purpose]} from ${sayDate(arrival)} to ${sayDate(departure)}. Choose ${sayDate(arrival)} or an earlier day.`;
