import { Injectable } from '@nestjs/common';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { addDays, dateIn } from '../kernel/nights.js';
import { AfterGuide, type OtherAdvice } from '../matching/after-guide.service.js';
import { Clock } from '../platform/clock.js';
import { DecisionFlags, type Flag, type GuideChange } from './decision-flags.service.js';
import { DecisionRecords } from './decision-records.service.js';
import { nameIn } from './pages/fit.page.js';
import { lookAgainPath, sayChange } from './pages/look-again.page.js';

/** As far ahead as the preview of a draft looks. */
const AHEAD = 12 * 7;
const ZONE = 'Europe/London';

/** The stays and offers of which the matching guide in force says otherwise than the one by which they were decided. */
@Injectable()
export class StaysAfterGuide extends AfterGuide {
  constructor(
    private readonly flags: DecisionFlags,
    private readonly records: DecisionRecords,
    private readonly clock: Clock,
  ) {
    super();
  }

  async toLookAt(actor: Actor): Promise<OtherAdvice[]> {
    const units = actor.units.filter(({ id }) => worksAt(actor, id));
    const [first] = units;
    if (!first) return [];
    const by = addDays(dateIn(this.clock.now(), ZONE), AHEAD);
    const { flags } = await this.flags.ofUnits(
      actor,
      units.map(({ id }) => id),
    );
    const found = flags.flatMap((flag) => {
      if (flag.standing.arrival > by) return [];
      const change = guideChangeOf(flag);
      return change ? [{ standing: flag.standing, change }] : [];
    });
    if (found.length === 0) return [];
    const ids = found.map(({ standing }) => standing.youngPerson.id);
    const guests = await this.records.named(actor, { subject: 'unit', subjectId: first.id }, ids);
    return found
      .filter(({ standing }) => guests.has(standing.youngPerson.id))
      .map(({ standing, change }) => ({
        ...{ arrival: standing.arrival, departure: standing.departure, href: lookAgainPath(standing) },
        name: nameIn(guests)(standing.youngPerson.id),
        unit: units.find(({ id }) => id === standing.unitId)!.name,
        says: sayChange(change, nameIn(guests)),
      }));
  }
}

/** The advice is another, as a draft's preview counts it: other points under the same advice are told where it is looked at. */
const guideChangeOf = ({ changes }: Flag): GuideChange | undefined =>
  changes.find((change): change is GuideChange => change.kind === 'guide' && change.from.verdict !== change.to.verdict);
