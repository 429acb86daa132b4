import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inputsOf, judgeInputs } from './domain/decision-inputs.js';
import { fitsOfEach, type FittedOption } from './domain/fit.js';
import { answerFor, stretchesWith, type Answer } from './domain/freed-bed.js';
import { shownAs } from './domain/shown-group.js';
import { hullOf, type Window } from './domain/windows.js';
import { houseOf } from './ground.js';
import { WaitingGuests } from './waiting-guests.service.js';
import type { Placed } from './waiting-list.service.js';

/** A stretch of a bed that came back, and for whom it is looked at. */
export interface Stretch {
  unit: { id: string; organisationId: string };
  bedId: string;
  run: Nights;
  asking: readonly Placed[];
  /** A claim that holds the bed now and does not count. */
  without?: string | undefined;
  /** Whether only these very nights are an answer. */
  exactly?: boolean;
}

/** What each of those who wait could have of a bed that came back. */
@Injectable()
export class FreedBedAnswers {
  constructor(
    private readonly calendar: CalendarService,
    private readonly guests: WaitingGuests,
    private readonly compatibility: CompatibilityService,
  ) {}

  /** Everything about all of them is read at once, under the lock of the unit; answers with what each could have. */
  async of(manager: EntityManager, stretch: Stretch): Promise<(one: Placed) => Answer> {
    return (await this.shown(manager, stretch)).answerOf;
  }

  /** The same, with the word of what whoever signs for one of them is shown. */
  async shown(
    manager: EntityManager,
    { unit, bedId, run, asking, without, exactly = false }: Stretch,
  ): Promise<ShownAnswers> {
    if (asking.length === 0) return NO_ANSWERS;
    const windowsOf = (waiting: Placed['waiting']): Window[] =>
      exactly ? [{ from: run.arrival, to: run.departure }] : stretchesWith(run, waiting);
    const reach = hullOf(asking.flatMap(({ waiting }) => windowsOf(waiting)));
    const range = { arrival: addDays(reach.from, -1), departure: reach.to };
    const ids = [...new Set(asking.map(({ waiting }) => waiting.youngPersonId))];
    await manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
    const [found, guestFor] = await inOneGo(
      this.calendar.load(manager, unit.id, range),
      this.guests.of(manager, ids, range),
    );
    const loaded = { ...found, claims: found.claims.filter(({ id }) => id !== without) };
    const there = loaded.claims.flatMap(({ youngPersonId }) => youngPersonId ?? []);
    const knownOn = asKept(await this.compatibility.onEach(manager, unit.organisationId, [...ids, ...there]));
    const compared = knownOn(range.arrival);
    const house = houseOf(loaded, range);
    const fitsFor = fitsOfEach(house, compared, range);
    const dates = this.calendar.horizon(loaded.unit.zone);
    const bed = loaded.beds.find(({ id }) => id === bedId);
    // A bed that is the unit's no more came back to nobody.
    if (!bed) return NO_ANSWERS;
    // As it is looked at when the nights are theirs: everybody as old as on the arrival.
    const shownOf: ShownAnswers['shownOf'] = ({ waiting: { youngPersonId } }, option) => {
      const known = knownOn(option.arrival);
      const { arrival, departure } = option;
      const place = { arrival, departure, bed: option.bed, moves: [] };
      const inputs = inputsOf(known.people.get(youngPersonId)!, house, known, place);
      return shownAs(inputs, judgeInputs(known.rules, inputs));
    };
    const answerOf: ShownAnswers['answerOf'] = ({ waiting }) => {
      const windows = windowsOf(waiting);
      const { youngPersonId, nights, weekdays } = waiting;
      const guest = guestFor(waiting, loaded.unit);
      const question = { ...hullOf(windows), ...dates, windows, nights, weekdays };
      const fits = fitsFor(compared.people.get(youngPersonId)!);
      return answerFor({ freed: { ...run, bed }, question, guest, fits, refused: waiting.refused }, house);
    };
    return { answerOf, shownOf };
  }
}

/** What each could have, and of nights that one could have what is shown of them, in a word. */
export interface ShownAnswers {
  answerOf: (one: Placed) => Answer;
  shownOf: (one: Placed, option: FittedOption) => string;
}

const NO_ANSWERS: ShownAnswers = { answerOf: () => undefined, shownOf: () => '' };

/** Many arrive on the same day: those who are there are made as old as they are then once. */
function asKept<Known>(knownOn: (on: PlainDate) => Known): (on: PlainDate) => Known {
  const kept = new Map<PlainDate, Known>();
  return (on) => {
    const known = kept.get(on) ?? knownOn(on);
    kept.set(on, known);
    return known;
  };
}
