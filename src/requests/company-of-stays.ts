import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NO_BED, type Claim } from '../calendar/domain/claim.js';
import { overlaps, type Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { leaveBy } from '../stays/domain/leave-by.js';
import { Conflicts } from '../stays/conflicts.service.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import type { ObstacleCode } from './domain/obstacles.js';
import { obstacles } from './domain/options.js';
import { GroundService } from './ground.service.js';

/** What keeps somebody from having their bed back by itself: then a person decides. Who is there is there, whatever the bed. */
const AGAINST_ANYBODY: readonly ObstacleCode[] = ['needs', 'elsewhere', 'no_bed'];
const AGAINST_WHO_COMES: readonly ObstacleCode[] = [...AGAINST_ANYBODY, 'kept_apart', 'staffing'];

/**
 * Who is there with one from whom they are kept apart is never refused, and never unseen: after every real change of
 * nights it is on the list, with the other stay, until it is decided or they share no night any more. So are two who were
 * booked already when it was decided: the one who comes later, once for both.
 */
@Injectable()
export class CompanyOfStays implements OnModuleInit {
  constructor(
    private readonly beds: StayBeds,
    private readonly conflicts: Conflicts,
    private readonly grounds: GroundService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  onModuleInit(): void {
    this.beds.keepCompany(this);
  }

  async changed(manager: EntityManager, by: string | null, stayIds: readonly string[]): Promise<void> {
    const now = this.clock.now();
    const ending = manager.query<[{ stayId: string }[], number]>(
      `UPDATE stay_conflicts c SET solved_at = $2, solved_by = $3, solved_how = 'not_together'
        WHERE c.why = 'kept_apart' AND c.solved_at IS NULL AND c.because_of IS NOT NULL
          AND (c.stay_id = ANY ($1::uuid[]) OR c.because_of = ANY ($1::uuid[]))
          AND NOT EXISTS (SELECT 1 FROM (${together(this.tonight)}) t WHERE t.stay = c.stay_id AND t.other = c.because_of)
       RETURNING c.stay_id AS "stayId"`,
      [stayIds, now, by],
    );
    const [[ended], known] = await inOneGo(ending, this.meetings(manager, stayIds, now));
    const others = [...new Set(ended.map(({ stayId }) => stayId))].filter((id) => !stayIds.includes(id));
    const found = [...known, ...(others.length > 0 ? await this.meetings(manager, others, now) : [])];
    const met = found.toSorted((a, b) => (a.arrival === b.arrival ? 0 : a.arrival < b.arrival ? 1 : -1));
    for (const [place, { stay, other }] of met.entries()) {
      if (met.slice(0, place).some((one) => one.stay === other && one.other === stay)) continue;
      await this.conflicts.open(manager, by, { stayId: stay, why: 'kept_apart', becauseOf: other });
    }
  }

  /** With whom each of the stays shares a night though they are kept apart, where that is neither on the list nor decided. */
  private meetings(
    manager: EntityManager,
    stayIds: readonly string[],
    now: Date,
  ): Promise<{ stay: string; other: string; arrival: string }[]> {
    return manager.query(
      `SELECT DISTINCT ON (t.stay) t.stay, t.other, t.arrival FROM (${together(this.tonight)}) t
        WHERE t.stay = ANY ($1::uuid[]) AND (t.state = 'in_residence' OR t.other_state = 'booked')
          AND NOT EXISTS (
            SELECT 1 FROM stay_conflicts d WHERE d.why = 'kept_apart'
               AND (d.stay_id, d.because_of) IN ((t.stay, t.other), (t.other, t.stay))
               AND (d.solved_at IS NULL OR d.solved_how = 'decided' AND d.solved_at >= t.signed_at AND EXISTS (
                 SELECT 1 FROM stay_events e WHERE e.stay_id = d.stay_id AND e.action = 'decided'
                    AND e.at >= d.solved_at AND e.departure >= t.until)))
        ORDER BY t.stay, t.other_state = 'in_residence' DESC, t.since, t.other`,
      [stayIds, now],
    );
  }

  async mayGoBack(
    manager: EntityManager,
    stay: Nights & { stayId: string; unitId: string; youngPersonId: string; bedId: string; isThere: boolean },
  ): Promise<boolean> {
    const { stayId, unitId, youngPersonId, bedId, isThere, arrival, departure } = stay;
    const nights = { arrival, departure };
    const ground = await this.grounds.of(manager, { unitId, youngPersonId, stayId, dateOfBirth: arrival }, nights);
    const { house, guest } = ground;
    // A bed for somebody who is there without one is looked for before a plan has it.
    const isWaitedFor = ({ bedId: at, arrived, ...claim }: Claim) =>
      at === NO_BED && arrived && overlaps(claim, nights);
    if (!isThere && house.claims.some(isWaitedFor)) return false;
    const beds = house.beds.filter((bed) => bed.id === bedId);
    const against = obstacles(nights, ground, { ...house, beds }, guest);
    return !against.some(({ code }) => (isThere ? AGAINST_ANYBODY : AGAINST_WHO_COMES).includes(code));
  }
}

/**
 * Stays of one unit that share a night from tonight on though their young people are kept apart: from when, and until when.
 * Who should have left by now is there tonight, until somebody records that they have left.
 */
const together = (tonight: Tonight) => `
  SELECT a.id AS stay, a.state, a.arrival, b.id AS other, b.state AS other_state, n.since, n.until, p.decided_at AS signed_at
    FROM stays a JOIN units u ON u.id = a.unit_id
    CROSS JOIN LATERAL (SELECT ${tonight.sql('$2')} AS tonight) d
    JOIN pair_decisions p ON a.young_person_id IN (p.young_person_a, p.young_person_b)
     AND p.decision = 'never_together' AND p.ended_at IS NULL
    JOIN stays b ON b.unit_id = a.unit_id AND b.id <> a.id AND b.state IN ('booked', 'in_residence')
     AND b.young_person_id IN (p.young_person_a, p.young_person_b) AND b.young_person_id <> a.young_person_id
    CROSS JOIN LATERAL (SELECT greatest(a.arrival, b.arrival, d.tonight) AS since,
      least(${thereUntil('a')}, ${thereUntil('b')}) AS until) n
   WHERE a.state IN ('booked', 'in_residence') AND n.since < n.until`;

const thereUntil = (stay: string) =>
  `CASE WHEN ${stay}.state = 'in_residence' AND ${stay}.departure <= d.tonight AND ${leaveBy(stay)} < $2::timestamptz
        THEN d.tonight + 1 ELSE ${stay}.departure END`;
