import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type UnitNights } from '../calendar/calendar.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { addDays, dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTurns } from '../platform/in-turns.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { CompatibilityService } from './compatibility.service.js';
import type { Fault } from './domain/protected.js';
import type { RuleSet } from './domain/rule-set.js';
import {
  whatWouldChange,
  type ChangedOffer,
  type ChangedStay,
  type Preview,
  type PreviewFacts,
  type PreviewHouse,
  type Side,
} from './domain/what-would-change.js';
import { GuideDraftService } from './guide-draft.service.js';

/** So many young people are looked at in pairs; more are not, and it is said. */
const MOST_PEOPLE = 400;
/** So many of the actor's units are looked at. */
const MOST_UNITS = 10;
/** So many open offers are listed; of more, how many they are is said. */
const MOST_OFFERS = 50;
const WEEKS = 12;
const ZONE = 'Europe/London';

export interface NamedStay extends ChangedStay {
  youngPerson: { id: string; firstName: string; lastName: string };
  unit: { id: string; name: string };
}

export type NamedOffer = Omit<ChangedOffer, 'claimId'> & Pick<NamedStay, 'youngPerson' | 'unit'>;

export interface GuidePreview extends Omit<Preview, 'changedStays' | 'changedOffers'> {
  basedOn: number;
  /** What keeps the draft from being published: until it is put right the figures are of a guide that cannot come. */
  faults: Fault[];
  rules: RuleSet;
  range: Nights;
  units: { id: string; name: string }[];
  /** Young people looked at, of how many that the actor may read and who are of an age for one of the units. */
  people: number;
  ofPeople: number;
  changedStays: Page<NamedStay>;
  /** How many offers change, and the first of them: what becomes graver first. */
  offersChanged: number;
  changedOffers: NamedOffer[];
}

interface Current {
  id: string;
  firstName: string;
  lastName: string;
}

/** What the draft of the matching guide would change, for the units and young people of the one who asks. */
@Injectable()
export class GuidePreviews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafts: GuideDraftService,
    private readonly calendar: CalendarService,
    private readonly compatibility: CompatibilityService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Reads everything in a number of queries that depends only on that of the units. Who is named is written to the trail. */
  async of(actor: Actor, { limit, cursor }: PageQuery): Promise<GuidePreview> {
    const [after = 0] = (readCursor(cursor, ['number']) ?? []) as number[];
    const manager = this.dataSource.manager;
    const { inForce, rules, basedOn, faults } = await this.drafts.open(actor);
    const units = actor.units.filter(({ id }) => worksAt(actor, id)).slice(0, MOST_UNITS);
    const today = dateIn(this.clock.now(), ZONE);
    const range = { arrival: today, departure: addDays(today, WEEKS * 7) };
    const loaded: UnitNights[] = [];
    for (const { id } of units) loaded.push(await this.calendar.load(manager, id, range));
    const { current, total } = await this.current(manager, actor, loaded, today);
    const { houses, facts, sides } = await this.known(manager, current, loaded, today, [inForce.rules, rules]);
    const [before, then] = sides as [Side, Side];
    const ids = current.map(({ id }) => id);
    const found = await inTurns(whatWouldChange({ before, after: then, current: ids, facts, houses, range }));
    const stays = await this.named(manager, actor, found.changedStays, units);
    const offers = await this.named(manager, actor, found.changedOffers, units);
    const shown = stays.slice(after, after + limit + 1);
    const page = pageOf(shown, limit, () => [after + limit]);
    const changedOffers = offers.slice(0, MOST_OFFERS).map(({ claimId: _, ...offer }) => offer);
    await this.trail(actor, [...page.items, ...changedOffers]);
    return {
      ...{ ...found, basedOn, faults, rules, range, units, people: ids.length, ofPeople: total },
      ...{ changedStays: page, changedOffers, offersChanged: offers.length },
    };
  }

  /** Those whom the actor may read and who are of an age for one of the units; those who were assessed last come first. */
  private async current(
    manager: EntityManager,
    actor: Actor,
    loaded: readonly UnitNights[],
    today: PlainDate,
  ): Promise<{ current: Current[]; total: number }> {
    if (loaded.length === 0) return { current: [], total: 0 };
    const youngest = Math.min(...loaded.map(({ unit }) => unit.youngest));
    const oldest = Math.max(...loaded.map(({ unit }) => unit.oldest));
    const parameters: unknown[] = [today, youngest, oldest, MOST_PEOPLE];
    const rows = await manager.query<(Current & { total: number })[]>(
      `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName", count(*) OVER ()::int AS total
         FROM young_people y
        WHERE extract(year FROM age($1::date, y.date_of_birth)) BETWEEN $2 AND $3
          AND ${mayRead(actor, 'y.id', parameters, this.clock.now())}
        ORDER BY (SELECT max(a.signed_at) FROM assessments a WHERE a.young_person_id = y.id) DESC NULLS LAST, y.id LIMIT $4`,
      parameters,
    );
    return { current: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
  }

  /** Everybody who is looked at or is there, as they count under each of the rule sets, and who could come where. */
  private async known(
    manager: EntityManager,
    current: readonly Current[],
    loaded: readonly UnitNights[],
    today: PlainDate,
    both: readonly RuleSet[],
  ): Promise<Pick<PreviewFacts, 'houses' | 'facts'> & { sides: Side[] }> {
    const mine = current.map(({ id }) => id);
    const there = loaded.flatMap(({ claims }) => claims.flatMap(({ youngPersonId }) => youngPersonId ?? []));
    const [{ facts, sides }, grants] = await inOneGo(
      this.compatibility.under(manager, both, [...mine, ...there], today),
      manager.query<{ unitId: string; ids: string[] }[]>(
        `SELECT unit_id AS "unitId", array_agg(DISTINCT young_person_id) AS ids FROM access_grants
          WHERE unit_id = ANY ($1::uuid[]) AND young_person_id = ANY ($2::uuid[])
            AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3) GROUP BY 1`,
        [loaded.map(({ unit }) => unit.id), mine, this.clock.now()],
      ),
    );
    const houses = loaded.map(({ unit, ...house }): PreviewHouse => {
      const { id, youngest, oldest, wakingNight } = unit;
      const known = new Set(grants.find(({ unitId }) => unitId === id)?.ids);
      return { ...house, unitId: id, youngest, oldest, wakingNight, known };
    });
    return { houses, facts, sides };
  }

  /** The stays, or offers, of those whom the actor may read. */
  private async named<T extends { youngPersonId: string; unitId: string }>(
    manager: EntityManager,
    actor: Actor,
    stays: readonly T[],
    units: readonly { id: string; name: string }[],
  ): Promise<(T & Pick<NamedStay, 'youngPerson' | 'unit'>)[]> {
    const asked = stays.map(({ youngPersonId }) => ({ youngPersonId, announced: true }));
    const guests = await this.calendar.guests(manager, actor, asked);
    return stays.flatMap((stay) => {
      const youngPerson = guests.get(stay.youngPersonId);
      const { id, name } = units.find((unit) => unit.id === stay.unitId)!;
      return youngPerson ? [{ ...stay, youngPerson, unit: { id, name } }] : [];
    });
  }

  private async trail(actor: Actor, stays: readonly { youngPersonId: string }[]): Promise<void> {
    if (stays.length === 0) return;
    await this.audit.record(this.dataSource.manager, actor, {
      ...{ action: 'rule_set_draft.previewed', subject: 'rule_set', subjectId: actor.organisationId },
      youngPeople: [...new Set(stays.map(({ youngPersonId }) => youngPersonId))],
    });
  }
}
