import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { AlertSettingsReader } from './alert-settings-reader.js';
import { changedOrRefused, unitOf } from './alert-settings.service.js';
import { textOf } from './alert-text.js';
import { bothOf, type AlertView } from './alert-view.js';
import { Conditions } from './conditions.js';
import { ALERT_KINDS, type AlertKind, type Finding } from './domain/alert-kinds.js';
import type { AlertText } from './domain/alert-phrases.js';
import type { SettingChange } from './domain/change-settings.js';
import { momentOf } from './domain/conditions/moment.js';
import { only, type AlertSettings } from './domain/settings-of-unit.js';

/** An alert that would be there. */
export interface Previewed extends AlertText {
  kind: AlertKind;
  dueAt: Date | null;
}

/** How a stretch of days ahead is booked now, whether or not there would be an alert. */
export interface DaysAhead {
  days: number;
  percent: number;
  available: number;
  /** Taken by stays; held for offers; kept for emergencies. */
  taken: number;
  held: number;
  reserve: number;
  /** Requests that ask for these nights and hold no bed. */
  waiting: number;
}

/** So many are shown of what would be there. */
const MOST_SHOWN = 100;

/** Which alerts a unit would have if it were set otherwise. Nothing is written but whom it shows. */
@Injectable()
export class AlertPreviews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: AlertSettingsReader,
    private readonly conditions: Conditions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** What would be there now with these changes, due first. */
  async of(actor: Actor, unitId: string, changes: readonly SettingChange[]): Promise<Previewed[]> {
    const settings = await this.changed(actor, unitId, changes);
    return this.previewed(actor, unitId, settings);
  }

  /** The same of one kind alone, as if it were on. */
  async ofKind(actor: Actor, unitId: string, change: SettingChange): Promise<Previewed[]> {
    const settings = await this.changed(actor, unitId, [change]);
    return this.previewed(actor, unitId, only(change.kind, settings[change.kind]));
  }

  /** The figures of every stretch of days by which few nights that are booked are told: none where no bed can be used. */
  async daysAhead(actor: Actor, unitId: string): Promise<DaysAhead[]> {
    // Below more than all: every stretch, also one that is full.
    const numbers = { below7: 101, below14: 101, below28: 101, recovers: 1 };
    unitOf(actor, unitId);
    const settings = only('low_occupancy', { audience: [], numbers });
    const found = await this.conditions.look(this.dataSource.manager, unitId, settings, this.clock.now());
    return found.map(({ figures }) => {
      const number = (name: keyof DaysAhead) => Number(figures[name] ?? 0);
      const { days, percent } = { days: number('days'), percent: number('percent') };
      const counted = { available: number('available'), taken: number('taken'), held: number('held') };
      return { days, percent, ...counted, reserve: number('reserve'), waiting: number('waiting') };
    });
  }

  private async changed(actor: Actor, unitId: string, changes: readonly SettingChange[]): Promise<AlertSettings> {
    unitOf(actor, unitId);
    return changedOrRefused(await this.reader.of(this.dataSource.manager, unitId), changes);
  }

  private async previewed(actor: Actor, unitId: string, settings: AlertSettings): Promise<Previewed[]> {
    const unit = unitOf(actor, unitId);
    const now = this.clock.now();
    const { manager } = this.dataSource;
    const found = (await this.conditions.look(manager, unitId, settings, now)).filter(({ opens }) => opens);
    const shown = found.toSorted(dueFirst).slice(0, MOST_SHOWN);
    const zone = await zoneOf(manager, unitId);
    const moment = momentOf(now, zone, this.tonight.dayBegins);
    const { people, pairs } = await this.named(actor, shown);
    const named = people.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }));
    return shown.map(({ kind, about, figures, dueAt }) => {
      const youngPerson = people.find(({ id }) => id === about.youngPersonId) ?? null;
      const pair = pairs.find(({ id }) => id === about.pairDecisionId)?.pair ?? null;
      const said = { kind, unit, zone, about, figures, youngPerson, pair, ranked: named, moment };
      return { kind, dueAt, ...textOf(said) };
    });
  }

  /** Whom it is about, where the actor may know of them, as of an alert that stands. That they are shown is on the trail. */
  private async named(
    actor: Actor,
    shown: readonly Finding[],
  ): Promise<{ people: NonNullable<AlertView['youngPerson']>[]; pairs: Pick<AlertView, 'id' | 'pair'>[] }> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const ofPeople: unknown[] = [
      shown.flatMap(({ about, figures }) => [about.youngPersonId ?? [], rankedIn(figures)].flat()),
    ];
    const ofPairs: unknown[] = [shown.flatMap(({ about }) => about.pairDecisionId ?? [])];
    const [people, pairs] = await inOneGo(
      manager.query<NonNullable<AlertView['youngPerson']>[]>(
        `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName" FROM young_people y
          WHERE y.id = ANY ($1::uuid[]) AND ${mayRead(actor, 'y.id', ofPeople, now)}`,
        ofPeople,
      ),
      manager.query<Pick<AlertView, 'id' | 'pair'>[]>(
        `SELECT p.id, ${bothOf('p.id', (id) => mayRead(actor, id, ofPairs, now))} AS pair
           FROM pair_decisions p WHERE p.id = ANY ($1::uuid[])`,
        ofPairs,
      ),
    );
    const youngPeople = [...new Set([...people, ...pairs.flatMap(({ pair }) => pair ?? [])].map(({ id }) => id))];
    if (youngPeople.length > 0)
      await this.audit.record(manager, actor, { action: 'alerts.list', subject: 'alert', youngPeople });
    return { people, pairs };
  }
}

/** Those whom the figures of a bed that came back name by their ids. */
const rankedIn = ({ ranked }: Finding['figures']): string[] =>
  String(ranked ?? '')
    .split(' ')
    .filter(Boolean);

const dueFirst = (a: Finding, b: Finding): number =>
  (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity) ||
  ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) ||
  0;

async function zoneOf(manager: EntityManager, unitId: string): Promise<string> {
  const [unit] = await manager.query<{ zone: string }[]>(`SELECT zone FROM units WHERE id = $1`, [unitId]);
  return unit!.zone;
}
