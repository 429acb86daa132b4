import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService, type UnitNights } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { fitsOfEach, type FittedOption } from './domain/fit.js';
import { answerFor, stretchesWith } from './domain/freed-bed.js';
import { yearsAround } from './domain/planned-rules.js';
import { optionsThatSuit } from './domain/would-fit.js';
import { hullOf, type Window } from './domain/windows.js';
import { guestOf, houseOf } from './ground.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** Those at the top of a waiting list, and how each would fit. */
export interface WhoWaits {
  /** How many of the list are looked at. */
  lookedAt: number;
  /** Those for whom there are free nights that suit and are over by a day, best placed first. */
  fittingBy(until: PlainDate): { one: Placed; options: FittedOption[] }[];
  /** How many of those who are looked at could have nights that came back in a bed. */
  couldHave(bedId: string, free: readonly Nights[]): number;
}

/**
 * Who of those who wait would fit in a unit as things are, with everything about all of them read at once: nine queries,
 * however many. Only the first of the list are looked at, and no booked stay is moved for anybody.
 */
@Injectable()
export class WouldFit {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly allocations: AllocationsService,
    private readonly compatibility: CompatibilityService,
  ) {}

  /** `loaded` has every claim of the range, of which the first night only says who leaves on the next. */
  async of(manager: EntityManager, loaded: UnitNights, range: Nights, first: number): Promise<WhoWaits> {
    const { unit } = loaded;
    const placed = (await this.waiting.ranked(manager, unit)).slice(0, first);
    if (placed.length === 0) return { lookedAt: 0, fittingBy: () => [], couldHave: () => 0 };
    const ids = [...new Set(placed.map(({ waiting }) => waiting.youngPersonId))];
    const wide = yearsAround(range);
    const there = loaded.claims.flatMap(({ youngPersonId }) => youngPersonId ?? []);
    const [claims, apart, granted, compared] = await inOneGo(
      this.calendar.claimsOfYoungPeople(manager, ids, wide),
      this.pairs.keptApartOfEach(manager, ids),
      this.allocations.entitlements(manager, ids, wide),
      this.compatibility.of(manager, unit.organisationId, [...ids, ...there], range.arrival),
    );
    const own = new Map<string, Claim[]>(ids.map((id) => [id, []]));
    for (const claim of claims) own.get(claim.youngPersonId!)!.push(claim);
    const house = houseOf(loaded, range);
    const fitsFor = fitsOfEach(house, compared, range);
    const dates = this.calendar.horizon(unit.zone);
    const ahead = { from: addDays(range.arrival, 1), to: range.departure };
    const looked = placed.map((one) => {
      const { waiting } = one;
      const { youngPersonId, dateOfBirth, requestId, partId } = waiting;
      const part = { requestId, partId, windows: waiting.occurrence === null ? waiting.windows : [] };
      const { guest } = guestOf(
        { unitId: unit.id, youngPersonId, dateOfBirth, part, isPlanned: true },
        {
          own: own.get(youngPersonId)!,
          apart: apart.get(youngPersonId)!,
          needs: waiting,
          granted: granted.get(youngPersonId)!,
        },
        unit.leastGapDays,
      );
      const { nights, weekdays } = waiting;
      const question = (windows: readonly Window[]) => ({
        ...{ ...hullOf(windows), ...dates, windows, nights, weekdays },
      });
      return { one, waiting, guest, question, fits: fitsFor(compared.people.get(youngPersonId)!) };
    });
    const meeting = (run: Nights, waiting: Placed['waiting']) =>
      cutTo(ahead, waiting.nights, stretchesWith(run, waiting));
    return {
      lookedAt: placed.length,
      fittingBy: (until) =>
        looked.flatMap(({ one, waiting, guest, question, fits }) => {
          const windows = cutTo({ ...ahead, to: until < ahead.to ? until : ahead.to }, waiting.nights, waiting.windows);
          const options =
            windows.length > 0 ? optionsThatSuit(question(windows), house, guest, fits, waiting.refused) : [];
          return options.length > 0 ? [{ one, options }] : [];
        }),
      couldHave: (bedId, free) => {
        const bed = loaded.beds.find(({ id }) => id === bedId);
        const couldHave = ({ waiting, guest, question, fits }: (typeof looked)[number], run: Nights) => {
          const windows = meeting(run, waiting);
          if (!bed || windows.length === 0) return false;
          const asked = { freed: { ...run, bed }, question: question(windows), guest, fits };
          const answer = answerFor({ ...asked, refused: waiting.refused }, house);
          return answer !== undefined && 'option' in answer;
        };
        return looked.filter((one) => free.some((run) => couldHave(one, run))).length;
      },
    };
  }
}

/** Stretches cut to the nights that were read; none of what is left of one that is too short. */
function cutTo(ahead: Window, nights: number, windows: readonly Window[]): Window[] {
  return windows.flatMap((window) => {
    const from = window.from > ahead.from ? window.from : ahead.from;
    const to = window.to < ahead.to ? window.to : ahead.to;
    return addDays(from, nights) <= to ? [{ from, to }] : [];
  });
}
