import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField } from '../kernel/domain-error.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { RegistrationsService, type Registration } from './registrations.service.js';
import { UnitsService, type ForFamilies, type UnitView } from './units.service.js';

export interface UnitChange {
  leastGapDays?: number | undefined;
  wakingNight?: boolean | undefined;
  feedsAllowed?: boolean | undefined;
  offersInTurn?: boolean | undefined;
  /** Said together: what is left out of it is not told any more. */
  forFamilies?: { [Told in keyof ForFamilies]?: string | undefined } | undefined;
  /** Of the beds named, the part of the house in which the room lies; nobody has said where it is empty. */
  rooms?: { id: string; area?: string | undefined }[] | undefined;
  /** Of the beds named, since when they are on the unit's registration. */
  registration?: Registration[] | undefined;
}

/** What a manager sets for a unit. */
@Injectable()
export class UnitSettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly registrations: RegistrationsService,
    private readonly audit: AuditService,
  ) {}

  /** What is left out stays as it is. Bookings of the unit are decided before the change or after it. */
  async revise(actor: Actor, id: string, change: UnitChange): Promise<UnitView> {
    await this.units.open(actor, id);
    if (!maySign(actor, id))
      throw forbidden('Only the registered manager of the unit or a named delegate can set this.');
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [id]);
      const before = await this.units.open(actor, id, manager);
      refuseIfChanged(before);
      const { leastGapDays = before.leastGapDays, wakingNight = before.wakingNight, rooms = [] } = change;
      const { feedsAllowed = before.feedsAllowed, offersInTurn = before.offersInTurn } = change;
      await this.registrations.revise(manager, before, change.registration ?? []);
      const strange = rooms.findIndex((room) => !before.beds.some((bed) => bed.id === room.id));
      if (strange >= 0) throw invalidField(`rooms.${strange}.id`, 'This unit has no such bed.');
      const { telephone, arriveAt, leaveAt } = change.forFamilies ?? before.forFamilies;
      await manager.query(
        `UPDATE units SET least_gap_days = $2, waking_night = $3, telephone = $4, arrive_at = $5, leave_at = $6,
                feeds_allowed = $7, offers_in_turn = $8
          WHERE id = $1`,
        [
          id,
          leastGapDays,
          wakingNight,
          telephone || null,
          arriveAt ?? null,
          leaveAt ?? null,
          feedsAllowed,
          offersInTurn,
        ],
      );
      await manager.query(
        `UPDATE beds b SET area = nullif(r.area, '')
           FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, area text) WHERE b.id = r.id AND b.unit_id = $1`,
        [id, JSON.stringify(rooms.map((room) => ({ area: '', ...room })))],
      );
      const after = await this.units.open(actor, id, manager);
      const details = Object.fromEntries(
        SAID.map(([name, say]) => [name, { from: say(before), to: say(after) }] as const).filter(
          ([, { from, to }]) => from !== to,
        ),
      );
      await this.audit.record(manager, actor, { action: 'unit.revised', subject: 'unit', subjectId: id, details });
      return after;
    });
  }
}

/** What the audit trail says of a change. */
const SAID: readonly (readonly [string, (unit: UnitView) => number | boolean | string])[] = [
  ['leastGapDays', ({ leastGapDays }) => leastGapDays],
  ['wakingNight', ({ wakingNight }) => wakingNight],
  ['feedsAllowed', ({ feedsAllowed }) => feedsAllowed],
  ['offersInTurn', ({ offersInTurn }) => offersInTurn],
  ['forFamilies', ({ forFamilies }) => told(forFamilies)],
  ['beds', ({ beds }) => beds.map(({ name, area }) => `${name}: ${area ?? '-'}`).join(', ')],
  ['registration', ({ beds }) => beds.map(({ name, registeredFrom }) => `${name}: ${registeredFrom}`).join(', ')],
];

const told = ({ telephone, arriveAt, leaveAt }: ForFamilies) =>
  [telephone, arriveAt, leaveAt].map((one) => one ?? '-').join(', ');
