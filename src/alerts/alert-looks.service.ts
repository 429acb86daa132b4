import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { AlertSettingsReader } from './alert-settings-reader.js';
import { TellOfAlerts } from './tell-of-alerts.js';
import { Conditions } from './conditions.js';
import type { About } from './domain/alert-kinds.js';
import { settleAlerts, type Graded, type Settled, type Standing } from './domain/settle-alerts.js';

/** What became of an alert. */
export interface AlertEvent {
  alert: string;
  what: string;
}

/** An alert that opened at a look. */
export interface Opened {
  id: string;
  finding: Graded;
  again: boolean;
}

type Row = Omit<Standing, 'about'> & { about: { [Name in keyof About]: string | null } };

/** Looks at a unit and writes down what is worth acting on now, and what is no more. */
@Injectable()
export class AlertLooks {
  constructor(
    private readonly conditions: Conditions,
    private readonly settings: AlertSettingsReader,
    private readonly told: TellOfAlerts,
    private readonly clock: Clock,
  ) {}

  /**
   * In the transaction of `manager`, one look at a unit after the other. The number of statements does not depend on what is
   * found. Work that failed to look before is done with it.
   */
  async lookAt(manager: EntityManager, unitId: string): Promise<Settled> {
    const now = this.clock.now();
    await manager.query(
      `INSERT INTO alert_looks (unit_id, looked_at) VALUES ($1, $2) ON CONFLICT (unit_id) DO UPDATE SET looked_at = EXCLUDED.looked_at`,
      [unitId, now],
    );
    const settings = await this.settings.of(manager, unitId);
    const findings = await this.conditions.look(manager, unitId, settings, now);
    // Whoever takes or resolves one meanwhile comes before or after.
    const rows = await manager.query<Row[]>(
      `SELECT id, kind, key, figures, grade, due_at AS "dueAt", ended_at IS NOT NULL AS "isResolved",
              snoozed_until AS "snoozedUntil", json_build_object('youngPersonId', young_person_id, 'requestId', request_id,
                'partId', part_id, 'offerId', offer_id, 'stayId', stay_id, 'claimId', claim_id,
                'pairDecisionId', pair_decision_id, 'closureId', closure_id) AS about
         FROM alerts WHERE unit_id = $1 AND cause_until IS NULL ORDER BY id FOR NO KEY UPDATE`,
      [unitId],
    );
    const settled = settleAlerts(rows.map(standing), findings, (kind) => settings[kind].on, now);
    const news = await this.save(manager, unitId, settled, now);
    await this.told.tell(manager, news, settings);
    await manager.query(
      `UPDATE outbox SET state = 'done', finished_at = $2 WHERE unit_id = $1 AND topic = 'alerts.look' AND state = 'failed'`,
      [unitId, now],
    );
    return settled;
  }

  /** What of it is news to people. */
  private async save(manager: EntityManager, unitId: string, settled: Settled, now: Date): Promise<string[]> {
    const { update, end, forget, wake } = settled;
    const open: Opened[] = settled.open.map((one) => ({ ...one, id: randomUUID() }));
    if (forget.length > 0)
      await manager.query(`UPDATE alerts SET cause_until = greatest($2, ended_at) WHERE id = ANY ($1::uuid[])`, [
        forget,
        now,
      ]);
    if (end.length > 0)
      await manager.query(
        `UPDATE alerts a SET ended_at = greatest($3, a.opened_at), ended_why = e.why, cause_until = greatest($3, a.opened_at)
           FROM unnest($1::uuid[], $2::text[]) AS e (id, why) WHERE a.id = e.id`,
        [end.map(({ id }) => id), end.map(({ why }) => why), now],
      );
    if (open.length > 0)
      await manager.query(
        `INSERT INTO alerts (id, unit_id, ${COLUMNS}, opened_at, updated_at) SELECT f.id, $2, ${FIELDS}, $3, $3 ${FROM_GIVEN}`,
        [given(open), unitId, now],
      );
    if (update.length > 0)
      await manager.query(
        `UPDATE alerts a SET (${COLUMNS}, updated_at) = (${FIELDS}, $2) ${FROM_GIVEN} WHERE a.id = f.id`,
        [given(update), now],
      );
    if (wake.length > 0)
      await manager.query(`UPDATE alerts SET snoozed_until = NULL, snoozed_by = NULL WHERE id = ANY ($1::uuid[])`, [
        wake,
      ]);
    await this.note(manager, now, [
      ...end.map(({ id, why }) => ({ alert: id, what: why })),
      ...open.map(({ id, again }) => ({ alert: id, what: again ? 'opened_again' : 'opened' })),
      ...update.flatMap(({ id, step }) => (step ? [{ alert: id, what: step }] : [])),
      ...wake.map((alert) => ({ alert, what: 'woke' })),
    ]);
    const worse = update.filter(({ step }) => step === 'worse');
    return [...open.map(({ id }) => id), ...worse.map(({ id }) => id), ...wake];
  }

  private async note(manager: EntityManager, now: Date, events: readonly AlertEvent[]): Promise<void> {
    if (events.length === 0) return;
    await manager.query(
      `INSERT INTO alert_events (alert_id, what, at)
       SELECT alert, what, $3 FROM unnest($1::uuid[], $2::text[]) AS e (alert, what)`,
      [events.map(({ alert }) => alert), events.map(({ what }) => what), now],
    );
  }
}

const standing = ({ about, dueAt, snoozedUntil, ...row }: Row): Standing => ({
  ...row,
  ...{ dueAt: dueAt && new Date(dueAt), snoozedUntil: snoozedUntil && new Date(snoozedUntil) },
  about: Object.fromEntries(Object.entries(about).filter(([, id]) => id !== null)),
});

const COLUMNS = `kind, key, figures, grade, due_at, young_person_id, request_id, part_id, offer_id, stay_id, claim_id, pair_decision_id, closure_id`;
const FIELDS = `f.kind, f.key, f.figures, f.grade, f."dueAt", f."youngPersonId", f."requestId", f."partId", f."offerId", f."stayId",
  f."claimId", f."pairDecisionId", f."closureId"`;
const FROM_GIVEN = `FROM jsonb_to_recordset($1::jsonb) AS f (id uuid, kind text, key text, figures jsonb, grade integer,
  "dueAt" timestamptz, "youngPersonId" uuid, "requestId" uuid, "partId" uuid, "offerId" uuid, "stayId" uuid, "claimId" uuid,
  "pairDecisionId" uuid, "closureId" uuid)`;

const given = (rows: readonly { id: string; finding: Graded }[]): string =>
  JSON.stringify(
    rows.map(({ id, finding: { kind, key, figures, grade, dueAt, about } }) => ({
      ...{ id, kind, key, figures, grade, dueAt },
      ...about,
    })),
  );
