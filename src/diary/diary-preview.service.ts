import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Env } from '../../config/env.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { GroundsOfMany } from '../requests/grounds-of-many.service.js';
import { StaysFromDiary } from '../stays/stays-from-diary.service.js';
import { readAnswers, readRows, type ImportView, type StoredRow } from './diary-reader.js';
import type { DiaryRow } from './domain/diary-row.js';
import { land, nightsOfRows } from './domain/land.js';
import type { DiaryHouse, Landing, NameAnswer } from './domain/landing.js';

export interface RowDecided {
  place: number;
  entry: DiaryRow;
  landing: Landing;
  stayId: string | null;
  closureId: string | null;
}

export interface Decided {
  rows: RowDecided[];
  counts: { lands: number; asks: number; leftOut: number; clashes: number; mayGoOver: number };
  /** Stands for exactly this: whoever says that it lands has seen that, and nothing else. */
  token: string;
}

/** When somebody leaves of whom neither the diary nor the unit says it. */
const LEAVES = '10:00';

/** How each row of an import would land, the house being as it is now. Reads, changes nothing; in as many queries as for one row. */
@Injectable()
export class DiaryPreview {
  constructor(
    private readonly calendar: CalendarService,
    private readonly grounds: GroundsOfMany,
    private readonly stays: StaysFromDiary,
    private readonly access: AccessService,
    private readonly compatibility: CompatibilityService,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  async of(manager: EntityManager, actor: Actor, one: ImportView, goesOver = false): Promise<Decided> {
    const [stored, given] = await inOneGo(readRows(manager, one.id), readAnswers(manager, one.id));
    if (one.state !== 'open') return decided(stored.map((row) => ({ ...row, landing: row.landing })));
    const entries = stored.flatMap(({ entry }) => entry ?? []);
    const answers = await this.stillSeen(manager, actor, given);
    const house = await this.house(manager, actor, one, entries, whomOf(answers));
    const landings = land(entries, answers, house, goesOver);
    let place = 0;
    return decided(stored.map((row) => ({ ...row, landing: row.entry ? landings[place++]! : null })));
  }

  /** Whom somebody may not see any more is asked about again. */
  private async stillSeen(manager: EntityManager, actor: Actor, given: ReadonlyMap<string, NameAnswer>) {
    const seen = await this.access.seen(manager, actor, whomOf(given));
    return new Map([...given].filter(([, answer]) => answer === 'left_out' || seen.has(answer.youngPersonId)));
  }

  private async house(
    manager: EntityManager,
    actor: Actor,
    { unit: { id: unitId, zone } }: ImportView,
    entries: readonly DiaryRow[],
    people: readonly string[],
  ): Promise<DiaryHouse> {
    const { tonight, horizon } = this.calendar.horizon(zone);
    const nights = nightsOfRows(entries, addDays(horizon, 1)) ?? { arrival: tonight, departure: addDays(tonight, 1) };
    const range = { arrival: addDays(nights.arrival, -1), departure: addDays(nights.departure, 1) };
    const [ground, stays] = await inOneGo(
      this.grounds.of(manager, unitId, people, range),
      this.stays.onRecord(manager, people, range),
    );
    const { unit, beds, claims, staffing } = ground.nights;
    const { own, guests } = ground;
    const toCome = claims.filter(({ departure }) => departure > tonight);
    const whom = [...people, ...toCome.flatMap(({ youngPersonId }) => youngPersonId ?? [])];
    const matchingOn = await this.compatibility.onEach(manager, actor.organisationId, whom);
    return {
      ...{ unitId, zone, unit, beds, claims, staffing, own, guests, stays, tonight, horizon },
      ...{ matchingOn, now: this.clock.now() },
      hours: {
        comes: unit.arriveAt?.slice(0, 5) ?? this.env.NIGHT_BEGINS,
        leaves: unit.leaveAt?.slice(0, 5) ?? LEAVES,
        dayBegins: this.env.DAY_BEGINS,
      },
    };
  }
}

const whomOf = (answers: ReadonlyMap<string, NameAnswer>): string[] => [
  ...new Set([...answers.values()].flatMap((answer) => (answer === 'left_out' ? [] : answer.youngPersonId))),
];

function decided(stored: readonly (StoredRow & { landing: Landing | null })[]): Decided {
  const rows = stored.flatMap(({ place, entry, landing, stayId, closureId }) =>
    entry && landing ? [{ place, entry, landing, stayId, closureId }] : [],
  );
  const count = (of: (landing: Landing) => boolean) => rows.filter(({ landing }) => of(landing)).length;
  return {
    rows,
    counts: {
      lands: count(({ outcome }) => outcome === 'lands'),
      asks: count(({ outcome }) => outcome === 'asks'),
      leftOut: count(({ outcome }) => outcome === 'left_out'),
      mayGoOver: count((landing) => landing.outcome === 'left_out' && landing.why === 'may_go_over'),
      clashes: count((landing) => landing.outcome === 'lands' && landing.clashes.length > 0),
    },
    token: createHash('sha256')
      .update(JSON.stringify(rows.map(({ place, landing }) => [place, landing])))
      .digest('base64url')
      .slice(0, 22),
  };
}
