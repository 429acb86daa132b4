import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, daysBetween, overlaps, type Nights } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import { around, roomFinder } from './domain/make-room.js';
import type { SeriesGround } from './domain/judge-series.js';
import type { Occurrence } from './domain/occurrences.js';
import { mayNeedMoves } from './domain/options.js';
import { plannedRules } from './domain/planned-rules.js';
import { seriesMatching, type SeriesMatching } from './domain/series-advice.js';
import { asAnnounced, type For, type Ground } from './ground.js';
import { GroundService } from './ground.service.js';

/** What all breaks of a series are judged by. */
export interface LoadedSeries {
  ground: SeriesGround;
  loaded: Ground;
  matching: SeriesMatching<Known>;
}

/** From a night before the first day that is looked at to the last of all these breaks. At least one must be given. */
export function rangeOf(occurrences: readonly Pick<Occurrence, 'window'>[]): Nights {
  const first = occurrences.map(({ window }) => window.from).toSorted()[0]!;
  const last = occurrences.map(({ window }) => window.to).toSorted();
  return { arrival: addDays(first, -1), departure: last.at(-1)! };
}

/** Loads what all breaks of a series are judged by: once for the whole of its days, however many breaks they are. */
@Injectable()
export class SeriesGrounds {
  constructor(
    private readonly grounds: GroundService,
    private readonly calendar: CalendarService,
    private readonly compatibility: CompatibilityService,
  ) {}

  /**
   * For a key worker as they are told of things: what is proposed for their young person and not signed is nobody's plan
   * yet.
   */
  async of(
    manager: EntityManager,
    actor: Actor,
    whom: For,
    occurrences: readonly Pick<Occurrence, 'wanted' | 'window'>[],
  ): Promise<LoadedSeries> {
    const range = rangeOf(occurrences);
    const loaded = await this.grounds.of(manager, { ...whom, isPlanned: true }, range);
    const isTold = actor.role === 'cas_worker';
    const isOwnOffer = (one: { purpose: string; youngPersonId: string | null }) =>
      one.purpose === 'offer' && one.youngPersonId === whom.youngPersonId;
    const claims = isTold ? loaded.house.claims.filter((claim) => !isOwnOffer(claim)) : loaded.house.claims;
    const house = { ...loaded.house, claims };
    const guest = isTold ? asAnnounced(loaded) : loaded.guest;
    const { entitlement, today, horizon, tonight } = loaded;
    const needs = guest.needs;
    const asks = (days: Nights, nights: number) =>
      mayNeedMoves({ from: days.arrival, to: days.departure, nights }, near(house, days), needs);
    const length = ({ wanted }: Pick<Occurrence, 'wanted'>) => daysBetween(wanted.arrival, wanted.departure);
    const isTight = occurrences.some((one) =>
      asks({ arrival: one.window.from, departure: one.window.to }, length(one)),
    );
    // What stands around the nights is read once for all of them, and only where a move may be needed.
    const wide = isTight ? await this.calendar.claimsOfUnit(manager, whom.unitId, around(range)) : [];
    const nights = length(occurrences[0]!);
    const ground: SeriesGround = {
      ...{ house, today, horizon },
      guestWith: (more) => {
        const own = [...guest.own, ...more];
        return { ...guest, own, ...(entitlement && { planned: plannedRules(own, entitlement) }) };
      },
      roomIn: (days) => {
        if (!isTight || !asks(days, nights)) return undefined;
        const stretch = around(days);
        const standing = wide.filter((claim) => overlaps(claim, stretch));
        return roomFinder(house.beds, standing, stretch, tonight);
      },
    };
    const there = house.claims.flatMap((claim) => claim.youngPersonId ?? []);
    const knownOn = await this.compatibility.onEach(manager, actor.organisationId, [whom.youngPersonId, ...there]);
    return { ground, loaded, matching: seriesMatching(whom.youngPersonId, house, knownOn) };
  }
}

const near = <Of extends { beds: Ground['house']['beds']; claims: Ground['house']['claims'] }>(
  house: Of,
  days: Nights,
) => ({ beds: house.beds, claims: house.claims.filter((claim) => overlaps(claim, days)) });
