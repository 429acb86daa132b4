import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { maySeeAlert } from './alert-sight.js';
import { momentOf } from './domain/conditions/moment.js';
import { alertOfNotice, type AlertOfNotice } from './alert-view.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { Decision, Mitigation } from '../requests/domain/match-decision.js';
import type { NoticeKind } from './domain/notice-kinds.js';

/** A notice with what it is about, as its reader may see it now. */
export interface NoticeView {
  id: string;
  kind: NoticeKind;
  madeAt: Date;
  /** The id by which its page is found: the part that it is about, else the request. */
  requestId: string | null;
  offerId: string | null;
  stayId: string | null;
  informationId: string | null;
  enquiryId: string | null;
  /** The alert that came or got worse. */
  alert: AlertOfNotice | null;
  /** What was decided last on the offer that the family is asked about, and the plan. */
  decided: { decision: Decision; mitigations: Mitigation[] } | null;
  /** The nights of the offer or of the stay. */
  nights: { arrival: string; departure: string } | null;
  /** When an offer runs out; until when how a stay went is to be recorded; until when who worked on a request reads it. */
  expiresAt: Date | null;
  /** The family is asked about other options of the same request still. */
  hasOthers: boolean;
  /** Null: of no unit in particular. */
  unit: { id: string; name: string } | null;
  /** Whether its reader only works on the request with others. */
  jointly: boolean;
  /** Whose it is, of whom its reader only stands in for. */
  insteadOf: string | null;
  /** Nobody, once its reader may not know of them any more. */
  youngPerson: { id: string; firstName: string; lastName: string; dateOfBirth: string; caseNumber: string } | null;
  keyWorker: string;
  /** Whether its reader is the key worker. */
  isKeyWorker: boolean;
}

/** In SQL, whether the family said yes to another option of the part of the offer `o`, at which the unit looks again. */
const TOOK_ANOTHER = `EXISTS (SELECT 1 FROM offers t WHERE t.part_id = o.part_id AND t.state = 'agreed')`;

/** What each person should know of, until they have read it or it is no longer true. */
@Injectable()
export class NoticesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** The actor's unread notices, newest first; whom they show is written to the trail. */
  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<NoticeView>> {
    const after = readCursor(cursor, ['instant', 'id'], actor.id);
    const parameters: unknown[] = [];
    const condition = this.unread(actor, parameters);
    const reads = (id: string) => mayRead(actor, id, parameters, this.clock.now());
    const older = after ? `AND (n.made_at, n.id) < ($${parameters.push(after[0])}, $${parameters.push(after[1])})` : '';
    const rows = await this.dataSource.query<NoticeView[]>(
      `SELECT n.id, n.kind, n.made_at AS "madeAt", coalesce(o.part_id, s.part_id, n.request_id) AS "requestId",
              n.offer_id AS "offerId", n.stay_id AS "stayId", n.information_id AS "informationId", n.enquiry_id AS "enquiryId",
              ${alertOfNotice(reads)} AS alert,
              CASE WHEN num_nonnulls(n.co_work_id, n.information_id, n.alert_id) = 0 THEN json_build_object('arrival', coalesce(o.arrival, s.arrival, e.arrival),
                'departure', coalesce(o.departure, s.departure, e.departure)) END AS nights,
              coalesce(o.expires_at, s.review_due_at, c.ended_at) AS "expiresAt",
              CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS unit, coalesce(k.name, '') AS "keyWorker",
              (SELECT json_build_object('decision', d.decision, 'mitigations', d.mitigations) FROM match_decisions d
                WHERE d.offer_id = n.offer_id ORDER BY d.id DESC LIMIT 1) AS decided,
              EXISTS (SELECT 1 FROM offers x WHERE x.part_id = o.part_id AND x.id <> o.id AND x.state = 'offered'
                AND x.expires_at > $${parameters.push(this.clock.now())}) AS "hasOthers",
              n.alert_id IS NULL AND NOT ${mayRead(withoutJointWork(actor), 'n.young_person_id', parameters, this.clock.now())} AS jointly,
              CASE WHEN ${reads('n.young_person_id')} THEN
                json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name,
                  'dateOfBirth', y.date_of_birth, 'caseNumber', y.case_number) END AS "youngPerson",
              coalesce(k.id = $${parameters.push(actor.id)}, false) AS "isKeyWorker", ${this.insteadOf(actor, parameters)} AS "insteadOf"
         FROM notices n LEFT JOIN offers o ON o.id = n.offer_id LEFT JOIN requests r ON r.id = n.request_id
         LEFT JOIN stays s ON s.id = n.stay_id LEFT JOIN request_co_workers c ON c.id = n.co_work_id
         LEFT JOIN enquiries e ON e.id = n.enquiry_id
         LEFT JOIN alerts a ON a.id = n.alert_id LEFT JOIN units u ON u.id = coalesce(r.unit_id, s.unit_id, e.unit_id, a.unit_id)
         LEFT JOIN young_people y ON y.id = n.young_person_id LEFT JOIN users k ON k.id = y.key_worker_id
        WHERE ${condition} ${older}
        ORDER BY n.made_at DESC, n.id DESC LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const named = rows.flatMap(({ youngPerson, alert }) => [youngPerson ?? [], alert?.pair ?? []].flat());
    const youngPeople = [...new Set(named.map(({ id }) => id))];
    if (youngPeople.length > 0) {
      await this.audit.record(this.dataSource.manager, actor, {
        action: 'notices.list',
        subject: 'notice',
        youngPeople,
      });
    }
    const now = this.clock.now();
    for (const { alert } of rows) if (alert) alert.moment = momentOf(now, alert.zone, this.tonight.dayBegins);
    return pageOf(rows, limit, (last) => [new Date(last.madeAt).toISOString(), last.id], actor.id);
  }

  /** How many there are; counts no further than a hundred. */
  async count(actor: Actor): Promise<number> {
    const parameters: unknown[] = [];
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (
         SELECT 1 FROM notices n LEFT JOIN offers o ON o.id = n.offer_id LEFT JOIN stays s ON s.id = n.stay_id
          WHERE ${this.unread(actor, parameters)} LIMIT 100) counted`,
      parameters,
    );
    return row?.count ?? 0;
  }

  /** Of these, the kinds of the ones that the actor would find in their list now. */
  async kindsStillNew(actor: Actor, ids: readonly string[], manager: EntityManager): Promise<NoticeKind[]> {
    const parameters: unknown[] = [ids];
    const rows = await manager.query<{ kind: NoticeKind }[]>(
      `SELECT n.kind FROM notices n LEFT JOIN offers o ON o.id = n.offer_id LEFT JOIN stays s ON s.id = n.stay_id
        WHERE n.id = ANY ($1::uuid[]) AND ${this.unread(actor, parameters)} ORDER BY n.made_at, n.id`,
      parameters,
    );
    return rows.map(({ kind }) => kind);
  }

  /**
   * The actor has read it: it is shown no more. A notice that was read before stays as it is. Of somebody for whom the
   * actor stands in it is the actor who has read it, and whoever was away still finds it unread.
   */
  async read(actor: Actor, id: string): Promise<void> {
    if ((await this.mark(actor, [id])) === 0) throw notFound();
  }

  /** The same of all that the actor would find now and that were made until that moment: what came since is not read. */
  async readUntil(actor: Actor, until: Date): Promise<void> {
    const parameters: unknown[] = [until];
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT n.id FROM notices n LEFT JOIN offers o ON o.id = n.offer_id LEFT JOIN stays s ON s.id = n.stay_id
        WHERE date_trunc('milliseconds', n.made_at) <= $1 AND ${this.unread(actor, parameters)}`,
      parameters,
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await this.mark(actor, ids);
  }

  /** How many of these there were. */
  private async mark(actor: Actor, ids: readonly string[]): Promise<number> {
    const [, own] = await this.dataSource.query<[unknown, number]>(
      `UPDATE notices SET read_at = COALESCE(read_at, $3) WHERE id = ANY ($1::uuid[]) AND user_id = $2`,
      [ids, actor.id, this.clock.now()],
    );
    if (own === ids.length) return own;
    const found = await this.dataSource.query<object[]>(
      `WITH theirs AS (SELECT * FROM notices WHERE id = ANY ($1::uuid[]) AND user_id = ANY ($2::uuid[])),
       mine AS (
         INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, stay_id, co_work_id, information_id, enquiry_id, alert_id, alert_grade, made_at, read_at)
         SELECT $3, kind, young_person_id, request_id, offer_id, stay_id, co_work_id, information_id, enquiry_id, alert_id, alert_grade, made_at, $4
           FROM theirs ON CONFLICT DO NOTHING)
       SELECT id FROM theirs`,
      [ids, absentOf(actor), actor.id, this.clock.now()],
    );
    return own + found.length;
  }

  /**
   * In SQL, for whom the actor stands in where the notice is theirs, or about a young person whose key worker they are. Of
   * joint work it is who works on the request with others; and what the actor hears as one of those stays the actor's own.
   */
  private insteadOf(actor: Actor, parameters: unknown[]): string {
    const absent = absentOf(actor);
    if (absent.length === 0) return 'NULL';
    const theirs = `ANY ($${parameters.push(absent)}::uuid[])`;
    const me = `$${parameters.push(actor.id)}`;
    const isOwn = `n.user_id = ${me} AND EXISTS (
      SELECT 1 FROM request_co_workers w WHERE w.request_id = n.request_id AND w.user_id = ${me})`;
    return `(SELECT a.name FROM users a WHERE a.id = CASE WHEN n.co_work_id IS NULL AND ${isOwn} OR c.user_id = ${me} THEN NULL
      WHEN c.user_id = ${theirs} THEN c.user_id WHEN n.user_id = ${theirs} THEN n.user_id
      WHEN n.co_work_id IS NULL AND k.id = ${theirs} THEN k.id END)`;
  }

  /**
   * A reminder whose offer has been answered, or has run out, is nobody's business any more, nor a bed that is decided on, a proposal after which there was another or a stay that is reviewed, nor,
   * for the unit's people, information at which one of them has looked. Of the end of joint work people hear who may not
   * read of the young person any more: they are told no name.
   */
  private unread(actor: Actor, parameters: unknown[]): string {
    const now = this.clock.now();
    return `${this.whose(actor, parameters)} AND n.read_at IS NULL
      AND (n.kind <> 'offer_half_way' OR (o.state = 'offered' AND o.expires_at > $${parameters.push(now)} AND NOT ${TOOK_ANOTHER}))
      AND (n.kind <> 'nights_offered' OR (o.state = 'offered' AND o.expires_at > $${parameters.push(now)} AND NOT ${TOOK_ANOTHER} AND NOT EXISTS (
        SELECT 1 FROM notices l WHERE l.offer_id = n.offer_id AND l.user_id = n.user_id AND l.kind = 'offer_half_way')))
      AND (n.kind <> 'yes_waits' OR (o.state = 'agreed' AND o.expires_at > $${parameters.push(now)}))
      AND (n.kind <> 'bed_put_forward' OR (o.state = 'proposed' AND o.expires_at > $${parameters.push(now)}))
      AND (n.kind <> 'offer_unsigned' OR NOT EXISTS (
        SELECT 1 FROM offers l WHERE l.part_id = o.part_id AND l.proposed_at >= o.expires_at))
      AND (n.kind NOT IN ('stay_over', 'review_overdue') OR (s.state = 'completed' AND s.reviewed_at IS NULL))
      AND (n.kind <> 'stay_over' OR NOT EXISTS (
        SELECT 1 FROM notices l WHERE l.stay_id = n.stay_id AND l.user_id = n.user_id AND l.kind = 'review_overdue'))
      AND (n.kind <> 'information_reported' OR ${actor.role === 'cas_worker'} OR NOT EXISTS (
        SELECT 1 FROM information_looks l WHERE l.information_id = n.information_id))
      AND (n.kind <> 'nights_free' OR EXISTS (
        SELECT 1 FROM enquiries q LEFT JOIN enquiry_answers a ON a.enquiry_id = q.id
         WHERE q.id = n.enquiry_id AND a.enquiry_id IS NULL
           AND q.arrival >= ($${parameters.push(now)}::timestamptz AT TIME ZONE 'Europe/London')::date))
      AND (n.kind <> 'emergency_placed' OR s.state NOT IN ('cancelled', 'no_show'))
      AND CASE n.kind WHEN 'joint_work_ended' THEN true WHEN 'alert_opened' THEN ${this.alertStands(actor, parameters)}
          ELSE ${mayRead(actor, 'n.young_person_id', parameters, now)} END`;
  }

  /**
   * The actor's own, and those that lay unread with whom they stand in for when they began to: what came since is the
   * deputy's own as well, and is shown once. What ends the absent worker's own joint work is theirs alone.
   */
  private whose(actor: Actor, parameters: unknown[]): string {
    const me = `$${parameters.push(actor.id)}`;
    const absent = absentOf(actor);
    if (absent.length === 0) return `n.user_id = ${me}`;
    return `(n.user_id = ${me} OR (n.user_id = ANY ($${parameters.push(absent)}::uuid[]) AND n.kind <> 'joint_work_ended'
      AND NOT EXISTS (SELECT 1 FROM notices m WHERE m.user_id = ${me} AND m.kind = n.kind
        AND m.offer_id IS NOT DISTINCT FROM n.offer_id AND m.stay_id IS NOT DISTINCT FROM n.stay_id
        AND m.co_work_id IS NOT DISTINCT FROM n.co_work_id AND m.information_id IS NOT DISTINCT FROM n.information_id
        AND m.enquiry_id IS NOT DISTINCT FROM n.enquiry_id AND m.alert_id IS NOT DISTINCT FROM n.alert_id
        AND m.alert_grade IS NOT DISTINCT FROM n.alert_grade)))`;
  }

  /** An alert that has ended or is put off is nobody's news; of one that got worse only that is. */
  private alertStands(actor: Actor, parameters: unknown[]): string {
    const now = this.clock.now();
    return `(EXISTS (SELECT 1 FROM alerts a WHERE a.id = n.alert_id AND a.ended_at IS NULL
        AND (a.snoozed_until IS NULL OR a.snoozed_until <= $${parameters.push(now)}) AND ${maySeeAlert(actor, parameters, now)})
      AND NOT EXISTS (SELECT 1 FROM notices l WHERE l.alert_id = n.alert_id AND l.user_id = n.user_id AND l.alert_grade > n.alert_grade))`;
  }
}

/** For whom the actor stands in now. */
const absentOf = ({ standsInFor = [] }: Actor): string[] => standsInFor.map(({ id }) => id);
