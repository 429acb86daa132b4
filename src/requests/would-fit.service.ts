import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService, type UnitNights } from '../calendar/calendar.service.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { fitsOfEach, type Fits } from './domain/fit.js';
import { answerFor, stretchesWith } from './domain/freed-bed.js';
import { nightsThatSuit, type Suiting } from './domain/would-fit.js';
import { hullOf, type Window } from './domain/windows.js';
import { houseOf } from './ground.js';
import { WaitingGuests } from './waiting-guests.service.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** Those at the top of a waiting list, and how each would fit. */
export interface WhoWaits {
  /** How many of the list are looked at. */
  lookedAt: number;
  /** Those for whom there are free nights that suit and are over by a day, best placed first. */
  fittingBy(until: PlainDate): { one: Placed; options: Suiting[] }[];
  /**
   * Who of those who are looked at could have nights that came back in a bed, best placed first, each young person once.
   * Claims that are left out are those by which the bed is held for somebody: the others are judged as if it were not.
   */
  couldHave(bedId: string, free: readonly Nights[], without?: readonly string[]): Placed[];
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
    private readonly guests: WaitingGuests,
    private readonly compatibility: CompatibilityService,
  ) {}

  /** `loaded` has every claim of the range, of which the first night only says who leaves on the next. */
  async of(manager: EntityManager, loaded: UnitNights, range: Nights, first: number): Promise<WhoWaits> {
    const { unit } = loaded;
    const placed = (await this.waiting.ranked(manager, unit)).slice(0, first);
    if (placed.length === 0) return { lookedAt: 0, fittingBy: () => [], couldHave: () => [] };
    const ids = [...new Set(placed.map(({ waiting }) => waiting.youngPersonId))];
    const there = loaded.claims.flatMap(({ youngPersonId }) => youngPersonId ?? []);
    const [guestFor, compared] = await inOneGo(
      this.guests.of(manager, ids, range),
      this.compatibility.of(manager, unit.organisationId, [...ids, ...there], range.arrival),
    );
    const houseWithout = (without: readonly string[]) => {
      const claims = loaded.claims.filter(({ id }) => !without.includes(id));
      const house = houseOf({ ...loaded, claims }, range);
      const fitsFor = fitsOfEach(house, compared, range);
      // Of each once, however many stretches are looked at.
      const fits = new Map<string, Fits>();
      const fitsOf = ({ youngPersonId: id }: Placed['waiting']) => {
        const known = fits.get(id) ?? fitsFor(compared.people.get(id)!);
        fits.set(id, known);
        return known;
      };
      return { house, fitsOf };
    };
    const asItIs = houseWithout([]);
    const dates = this.calendar.horizon(unit.zone);
    const ahead = { from: addDays(range.arrival, 1), to: range.departure };
    const looked = placed.map((one) => {
      const { waiting } = one;
      const { nights, weekdays } = waiting;
      const question = (windows: readonly Window[]) => ({
        ...{ ...hullOf(windows), ...dates, windows, nights, weekdays },
      });
      return { one, waiting, guest: guestFor(waiting, unit), question };
    });
    const meeting = (run: Nights, waiting: Placed['waiting']) =>
      cutTo(ahead, waiting.nights, stretchesWith(run, waiting));
    return {
      lookedAt: placed.length,
      fittingBy: (until) =>
        looked.flatMap(({ one, waiting, guest, question }) => {
          const windows = cutTo({ ...ahead, to: until < ahead.to ? until : ahead.to }, waiting.nights, waiting.windows);
          if (windows.length === 0) return [];
          const { house, fitsOf } = asItIs;
          const options = nightsThatSuit(question(windows), house, guest, fitsOf(waiting), waiting.refused);
          return options.length > 0 ? [{ one, options }] : [];
        }),
      couldHave: (bedId, free, without = []) => {
        const bed = loaded.beds.find(({ id }) => id === bedId);
        const { house, fitsOf } = without.length > 0 ? houseWithout(without) : asItIs;
        const could = ({ waiting, guest, question }: (typeof looked)[number], run: Nights) => {
          const windows = meeting(run, waiting);
          if (!bed || windows.length === 0) return false;
          const asked = { freed: { ...run, bed }, question: question(windows), guest, fits: fitsOf(waiting) };
          const answer = answerFor({ ...asked, refused: waiting.refused }, house);
          return answer !== undefined && 'option' in answer;
        };
        const told = new Set<string>();
        return looked.flatMap((one) => {
          const { youngPersonId } = one.waiting;
          if (told.has(youngPersonId) || !free.some((run) => could(one, run))) return [];
          told.add(youngPersonId);
          return [one.one];
        });
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
