import { Injectable } from '@nestjs/common';
import type { Guest } from '../calendar/calendar.service.js';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import type { NameOf } from '../matching/domain/say-reason.js';
import { DecisionRecords, whoWas } from './decision-records.service.js';
import { DecisionFlags, type Flag } from './decision-flags.service.js';
import { everybodyOn } from './domain/decision-inputs.js';
import type { LookAgainAnswer, MatchDecisionAnswer } from './dto/match-decision.answer.js';
import type { AgainNow } from './again.js';
import { fitJson, nameIn, namedFit } from './pages/fit.page.js';
import { lookAgainLine, sayChange, whoChanged, type LookAgainView } from './pages/look-again.page.js';
import { decisionJson } from './pages/match-decision.json.js';

/** Days before an arrival from which on the lists of a unit say what is to be looked at again. */
const AHEAD = 14;

/** What those read who look again: with the names of those whom they may see, which is written to the trail. */
@Injectable()
export class LookAgainViews {
  constructor(
    private readonly records: DecisionRecords,
    private readonly flags: DecisionFlags,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** What is to be looked at again at a unit, or at all where the actor works, the soonest first: a line each. */
  async lines(actor: Actor, today: PlainDate, unitId?: string) {
    const unitIds = unitId ? [unitId] : actor.units.filter(({ id }) => worksAt(actor, id)).map(({ id }) => id);
    const [first] = unitIds;
    const flags = await this.flags.ofUnits(actor, unitIds, addDays(today, AHEAD));
    if (!first || flags.length === 0) return [];
    const ids = flags.flatMap((flag) => [flag.standing.youngPerson.id, ...whoChanged(flag)]);
    const guests = await this.records.named(actor, { subject: 'unit', subjectId: first }, ids);
    return flags
      .filter(({ standing }) => guests.has(standing.youngPerson.id))
      .map((flag) => lookAgainLine(flag, nameIn(guests), today));
  }

  /** What has changed since an offer was decided on, for who works at its unit; nothing where nothing has. */
  async ofOffer(actor: Actor, offerId: string): Promise<string[]> {
    const flag = await this.flags.ofOffer(this.dataSource.manager, actor, offerId);
    return flag ? this.said(actor, flag, { subject: 'offer', subjectId: offerId }) : [];
  }

  /** The same of a stay. */
  async ofStay(manager: EntityManager, actor: Actor, stayId: string): Promise<string[]> {
    const [flag] = await this.flags.ofStays(manager, actor, [stayId]);
    return flag ? this.said(actor, flag, { subject: 'stay', subjectId: stayId }) : [];
  }

  private async said(actor: Actor, flag: Flag, about: Parameters<DecisionRecords['named']>[1]): Promise<string[]> {
    const own = flag.standing.youngPerson;
    const guests = await this.records.named(actor, about, whoChanged(flag));
    return flag.changes.map((change) => sayChange(change, nameWith(guests, own)));
  }

  async of(actor: Actor, again: AgainNow): Promise<LookAgainView> {
    const { flag, fit, looked, youngPerson, beds, of } = again;
    const last = await this.records.last(of);
    const ids = [
      ...looked.inputs.nights.flatMap(everybodyOn),
      ...(last ? whoWas([last]) : []),
      ...(flag ? whoChanged(flag) : []),
    ];
    const guests = await this.records.named(actor, aboutOf(of), ids);
    const named = { youngPerson, guests, beds };
    const nameOf = nameWith(guests, youngPerson);
    return {
      ...{ last, named, nameOf },
      changes: (flag?.changes ?? []).map((change) => sayChange(change, nameOf)),
      isOpen: flag !== undefined && (flag.changes.length > 0 || flag.isRefused),
      now: namedFit(fit, looked.known, named),
    };
  }

  async json(actor: Actor, again: AgainNow): Promise<LookAgainAnswer> {
    const { last, changes, isOpen, named, nameOf } = await this.of(actor, again);
    const adviceNow = fitJson(again.fit, again.looked.known, named);
    return { decision: last ? decisionJson(last, nameOf) : null, changes, isOpen, adviceNow };
  }

  /** The decision that was signed last. */
  async last(actor: Actor, of: AgainNow['of']): Promise<MatchDecisionAnswer> {
    const last = (await this.records.last(of))!;
    const guests = await this.records.named(actor, aboutOf(of), [...whoWas([last]), last.inputs.guest.id]);
    return decisionJson(last, nameIn(guests));
  }
}

const aboutOf = (of: AgainNow['of']) =>
  'offerId' in of
    ? ({ subject: 'offer', subjectId: of.offerId } as const)
    : ({ subject: 'stay', subjectId: of.stayId } as const);

function nameWith(guests: ReadonlyMap<string, Guest>, own: Guest): NameOf {
  return nameIn(new Map([...guests, [own.id, own] as const]));
}
