import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { pageOf, readCursor, type KeyKind, type Page, type PageQuery, type Position } from '../web/paging.js';
import { maySeeAlert } from './alert-sight.js';
import { ALERT_TABLES, alertColumns, namedIn, type AlertEvent, type AlertView } from './alert-view.js';
import type { AlertKind } from './domain/alert-kinds.js';
import { momentOf } from './domain/conditions/moment.js';

/** Those that stand and are not put off, those that are put off, those that are over. */
export const ALERT_STATES = ['open', 'snoozed', 'ended'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Whose they are: mine, nobody's. */
export const TAKEN = ['me', 'nobody'] as const;
export type Taken = (typeof TAKEN)[number];

export interface AlertFilter {
  state: AlertState;
  unit?: string | undefined;
  kind?: AlertKind | undefined;
  taken?: Taken | undefined;
}

/** Sorts what has no time after what has one. */
const NO_TIME = '3000-01-01T00:00:00.000Z';

type Row = Omit<AlertView, 'moment'>;

interface Order {
  columns: string;
  by: string;
  compare: '<' | '>';
  kinds: KeyKind[];
  placeOf: (last: AlertView) => Position;
}

const DUE_FIRST: Order = {
  columns: `coalesce(a.due_at, '${NO_TIME}'::timestamptz), a.opened_at, a.id`,
  by: `coalesce(a.due_at, '${NO_TIME}'::timestamptz), a.opened_at, a.id`,
  compare: '>',
  kinds: ['instant', 'instant', 'id'],
  placeOf: ({ dueAt, openedAt, id }) => [dueAt?.toISOString() ?? NO_TIME, openedAt.toISOString(), id],
};
const LATEST_FIRST: Order = {
  columns: 'a.ended_at, a.id',
  by: 'a.ended_at DESC, a.id DESC',
  compare: '<',
  kinds: ['instant', 'id'],
  placeOf: ({ endedAt, id }) => [endedAt!.toISOString(), id],
};

/** What is worth acting on, as each reader may see it. Names are read when it is shown. */
@Injectable()
export class AlertsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** Due first; of those that are over the latest first. Whom they show is written to the trail. */
  async list(actor: Actor, filter: AlertFilter, { limit, cursor }: PageQuery): Promise<Page<AlertView>> {
    const { columns, by, compare, kinds, placeOf } = filter.state === 'ended' ? LATEST_FIRST : DUE_FIRST;
    const after = readCursor(cursor, kinds, [actor.id, filter]);
    const parameters: unknown[] = [];
    const where = this.where(actor, filter, parameters);
    const places = after?.map((one) => `$${parameters.push(one)}`).join(', ');
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${this.columns(actor, parameters)} FROM ${ALERT_TABLES}
        WHERE ${where} ${places ? `AND (${columns}) ${compare} (${places})` : ''}
        ORDER BY ${by} LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const page = pageOf(rows.map(this.asRead), limit, placeOf, [actor.id, filter]);
    await this.shown(actor, page.items);
    return page;
  }

  /** How many stand and are not put off; counts no further than a hundred. */
  async count(actor: Actor): Promise<number> {
    const parameters: unknown[] = [];
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (
         SELECT 1 FROM alerts a WHERE ${this.where(actor, { state: 'open' }, parameters)} LIMIT 100) counted`,
      parameters,
    );
    return row?.count ?? 0;
  }

  async open(actor: Actor, id: string): Promise<AlertView> {
    const alert = await this.read(this.dataSource.manager, actor, id);
    await this.shown(actor, [alert], id);
    return alert;
  }

  /** As it is saved, for whoever shows or changes it. */
  async read(manager: EntityManager, actor: Actor, id: string): Promise<AlertView> {
    const parameters: unknown[] = [id];
    const sees = maySeeAlert(actor, parameters, this.clock.now());
    const [alert] = await manager.query<Row[]>(
      `SELECT ${this.columns(actor, parameters)} FROM ${ALERT_TABLES} WHERE a.id = $1 AND ${sees}`,
      parameters,
    );
    if (!alert) throw notFound('We could not find this alert. You may not have access to it.');
    return this.asRead(alert);
  }

  /** What became of an alert, the first step first. */
  async history(id: string): Promise<AlertEvent[]> {
    return this.dataSource.query<AlertEvent[]>(
      `SELECT v.at, v.what, v.until, CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name) END AS by
         FROM alert_events v LEFT JOIN users b ON b.id = v.by_user WHERE v.alert_id = $1 ORDER BY v.id`,
      [id],
    );
  }

  private readonly asRead = (row: Row): AlertView => ({
    ...row,
    moment: momentOf(this.clock.now(), row.zone, this.tonight.dayBegins),
  });

  private columns(actor: Actor, parameters: unknown[]): string {
    return alertColumns((id) => mayRead(actor, id, parameters, this.clock.now()));
  }

  private where(actor: Actor, { state, unit, kind, taken }: AlertFilter, parameters: unknown[]): string {
    const now = this.clock.now();
    const value = (one: unknown) => `$${parameters.push(one)}`;
    return [
      maySeeAlert(actor, parameters, now),
      state === 'ended' ? 'a.ended_at IS NOT NULL' : 'a.ended_at IS NULL',
      ...(state === 'open' ? [`(a.snoozed_until IS NULL OR a.snoozed_until <= ${value(now)})`] : []),
      ...(state === 'snoozed' ? [`a.snoozed_until > ${value(now)}`] : []),
      ...(unit ? [`a.unit_id = ${value(unit)}`] : []),
      ...(kind ? [`a.kind = ${value(kind)}`] : []),
      ...(taken === 'me' ? [`a.taken_by = ${value(actor.id)}`] : []),
      ...(taken === 'nobody' ? ['a.taken_by IS NULL'] : []),
    ].join(' AND ');
  }

  private async shown(actor: Actor, alerts: readonly AlertView[], subjectId?: string): Promise<void> {
    const youngPeople = [...new Set(alerts.flatMap(namedIn))];
    if (youngPeople.length === 0) return;
    await this.audit.record(this.dataSource.manager, actor, {
      ...{ action: subjectId ? 'alert.read' : 'alerts.list', subject: 'alert', youngPeople },
      ...(subjectId && { subjectId }),
    });
  }
}
