import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import { AssessmentsService } from '../matching/assessments.service.js';
import { InformationService } from '../matching/information.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { AllocationUseService } from '../requests/allocation-use.service.js';
import { DecisionFlags, type Flag } from '../requests/decision-flags.service.js';
import { CarePlans, type CarePlanned } from '../stays/care-plans.service.js';
import { ReadinessService } from '../stays/readiness.service.js';
import type { Finding } from './domain/alert-kinds.js';
import { allocationUnused } from './domain/conditions/allocation-unused.js';
import { arrivalIncomplete } from './domain/conditions/arrival-incomplete.js';
import { groupChanged } from './domain/conditions/group-changed.js';
import { newInformation } from './domain/conditions/new-information.js';
import { recordAboutToExpire, type Lasting } from './domain/conditions/record-about-to-expire.js';
import { farthest, setOf, type Looking } from './looking.js';

/** What is missing, new, or about to run out of those who stay, are booked or were granted nights. */
@Injectable()
export class LookAtPeople {
  constructor(
    private readonly readiness: ReadinessService,
    private readonly carePlans: CarePlans,
    private readonly flags: DecisionFlags,
    private readonly information: InformationService,
    private readonly assessments: AssessmentsService,
    private readonly pairs: PairDecisionsService,
    private readonly allocations: AllocationUseService,
    private readonly tonight: Tonight,
  ) {}

  async of(manager: EntityManager, looking: Looking): Promise<Finding[]> {
    const { unit, actor, moment, settings } = looking;
    const { today, tonight, zone } = moment;
    const arrivals = setOf(settings, 'arrival_incomplete', 'daysAhead');
    const records = setOf(settings, 'record_about_to_expire', 'daysAhead', 'daysBefore');
    const group = setOf(settings, 'group_changed', 'daysAhead');
    const news = setOf(settings, 'new_information', 'daysAhead');
    const granted = setOf(settings, 'allocation_unused', 'daysBeforeEnd', 'nights');
    const until = (...days: (number | undefined)[]) => addDays(today, farthest(...days) + 1);
    const coming = (daysAhead: number) => ({ arrival: tonight, departure: until(daysAhead) });
    const lastDay = granted && { from: today, to: addDays(today, granted.daysBeforeEnd) };
    const [awaited, booked, flags, reports, ending] = await inOneGo(
      arrivals && this.readiness.openBefore(manager, unit.id, coming(arrivals.daysAhead)),
      records && this.carePlans.ofBooked(manager, unit.id, coming(records.daysAhead)),
      group || news
        ? this.flags.ofUnitBefore(manager, actor, unit.id, until(group?.daysAhead, news?.daysAhead))
        : undefined,
      news && this.information.notLookedAt(manager, actor, unit.id, today),
      lastDay && this.allocations.ending(manager, actor, lastDay),
    );
    const begins = (night: PlainDate) => this.tonight.begins(night, zone);
    const decided = (flags ?? []).map((flag) => asDecided(flag, begins));
    const unseen = (reports ?? []).map(({ id, at, ...report }) => {
      return { ...report, informationId: id, on: dateIn(at, zone), begins: begins(report.arrival) };
    });
    const arriving = (awaited ?? []).map(({ id, ...stay }) => ({ ...stay, stayId: id, begins: begins(stay.arrival) }));
    const use = (ending ?? []).flatMap(({ id, use: used, ...one }) =>
      used ? [{ ...one, allocationId: id, kinds: used.kinds }] : [],
    );
    return [
      ...(arrivals ? arrivalIncomplete(arriving, arrivals, moment) : []),
      ...(group ? groupChanged(decided, group, moment) : []),
      ...(news ? newInformation(unseen, decided, news, moment) : []),
      ...(granted ? allocationUnused(use, granted, moment) : []),
      ...(records && booked
        ? recordAboutToExpire(await this.lasting(manager, looking, booked, records.daysBefore), records, moment)
        : []),
    ];
  }

  /** The records that booked stays need, each until when it counts: three queries. */
  private async lasting(
    manager: EntityManager,
    { actor, moment: { today } }: Looking,
    booked: readonly CarePlanned[],
    daysBefore: number,
  ): Promise<Lasting[]> {
    if (booked.length === 0) return [];
    const people = [...new Set(booked.map(({ youngPersonId }) => youngPersonId))];
    const [standings, pairs] = await inOneGo(
      this.assessments.standings(actor, people, manager),
      this.pairs.toReviewBy(manager, people, addDays(today, daysBefore)),
    );
    return booked.flatMap((stay): Lasting[] => {
      const { id: stayId, youngPersonId, arrival, departure, carePlanUntil } = stay;
      const about = { stayId, arrival, youngPersonId, pairDecisionId: null };
      const lastNight = addDays(departure, -1);
      const assessed = standings.get(youngPersonId)?.countsUntil;
      const theirs = pairs.filter(({ youngPeople }) => youngPeople.includes(youngPersonId));
      return [
        ...(assessed ? [{ ...about, record: 'assessment' as const, expires: assessed, neededUntil: lastNight }] : []),
        ...(carePlanUntil
          ? [{ ...about, record: 'care_plan' as const, expires: carePlanUntil, neededUntil: arrival }]
          : []),
        ...theirs.map(({ id, reviewBy }) => ({
          ...{ ...about, record: 'pair' as const, youngPersonId: null, pairDecisionId: id },
          ...{ expires: reviewBy, neededUntil: lastNight },
        })),
      ];
    });
  }
}

function asDecided({ standing, changes, isRefused }: Flag, begins: (night: PlainDate) => Date) {
  const { stay, offer, youngPerson, arrival, departure } = standing;
  return {
    ...{ stayId: stay, offerId: offer, youngPersonId: youngPerson.id, arrival, departure, begins: begins(arrival) },
    ...{ changes, isRefused },
    reports: changes.flatMap((change) =>
      change.kind === 'information' ? [{ youngPersonId: change.youngPersonId, ids: change.reports }] : [],
    ),
  };
}
