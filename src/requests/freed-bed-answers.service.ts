import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { fitsOfEach } from './domain/fit.js';
import { answerFor, stretchesWith, type Answer } from './domain/freed-bed.js';
import { yearsAround } from './domain/planned-rules.js';
import { hullOf, type Window } from './domain/windows.js';
import { guestOf, houseOf } from './ground.js';
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
    private readonly pairs: PairDecisionsService,
    private readonly allocations: AllocationsService,
    private readonly compatibility: CompatibilityService,
  ) {}

  /** Everything about all of them is read at once, under the lock of the unit; answers with what each could have. */
  async of(
    manager: EntityManager,
    { unit, bedId, run, asking, without, exactly = false }: Stretch,
  ): Promise<(one: Placed) => Answer> {
    if (asking.length === 0) return () => undefined;
    const windowsOf = (waiting: Placed['waiting']): Window[] =>
      exactly ? [{ from: run.arrival, to: run.departure }] : stretchesWith(run, waiting);
    const reach = hullOf(asking.flatMap(({ waiting }) => windowsOf(waiting)));
    const range = { arrival: addDays(reach.from, -1), departure: reach.to };
    const ids = [...new Set(asking.map(({ waiting }) => waiting.youngPersonId))];
    const wide = yearsAround(range);
    await manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
    const [found, claims, apart, granted] = await inOneGo(
      this.calendar.load(manager, unit.id, range),
      this.calendar.claimsOfYoungPeople(manager, ids, wide),
      this.pairs.keptApartOfEach(manager, ids),
      this.allocations.entitlements(manager, ids, wide),
    );
    const loaded = { ...found, claims: found.claims.filter(({ id }) => id !== without) };
    const there = loaded.claims.flatMap(({ youngPersonId }) => youngPersonId ?? []);
    const compared = await this.compatibility.of(manager, unit.organisationId, [...ids, ...there], range.arrival);
    const own = new Map<string, Claim[]>(ids.map((id) => [id, []]));
    for (const claim of claims) own.get(claim.youngPersonId!)!.push(claim);
    const house = houseOf(loaded, range);
    const fitsFor = fitsOfEach(house, compared, range);
    const dates = this.calendar.horizon(loaded.unit.zone);
    const bed = loaded.beds.find(({ id }) => id === bedId);
    // A bed that is the unit's no more came back to nobody.
    if (!bed) return () => undefined;
    return ({ waiting }) => {
      const windows = windowsOf(waiting);
      const { youngPersonId, dateOfBirth, requestId, partId, nights, weekdays } = waiting;
      const part = { requestId, partId, windows: waiting.occurrence === null ? waiting.windows : [] };
      const { guest } = guestOf(
        { unitId: unit.id, youngPersonId, dateOfBirth, part, isPlanned: true },
        {
          own: own.get(youngPersonId)!,
          apart: apart.get(youngPersonId)!,
          needs: waiting,
          granted: granted.get(youngPersonId)!,
        },
        loaded.unit.leastGapDays,
      );
      const question = { ...hullOf(windows), ...dates, windows, nights, weekdays };
      const fits = fitsFor(compared.people.get(youngPersonId)!);
      return answerFor({ freed: { ...run, bed }, question, guest, fits, refused: waiting.refused }, house);
    };
  }
}
