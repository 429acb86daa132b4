import { Injectable } from '@nestjs/common';
import type { Guest } from '../calendar/calendar.service.js';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { InformationService } from '../matching/information.service.js';
import type { NameOf } from '../matching/domain/say-reason.js';
import { DecisionRecords, whoWas } from './decision-records.service.js';
import { DecisionFlags, isToLookAt, placeOf, type Flag } from './decision-flags.service.js';
import { keptFrom } from './domain/fit.js';
import { everybodyOn } from './domain/decision-inputs.js';
import { shownAs } from './domain/shown-group.js';
import { makeCursor, pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { LookAgainAnswer, MatchDecisionAnswer, ToLookAgainAnswer } from './dto/match-decision.answer.js';
import type { AgainNow } from './again.js';
import { PairPlans } from './pair-plans.service.js';
import { fitJson, keptApartOf, nameIn, namedFit } from './pages/fit.page.js';
import {
  lookAgainLater,
  lookAgainLine,
  sayChange,
  toLookAgainJson,
  whoChanged,
  type LookAgainView,
} from './pages/look-again.page.js';
import { decisionJson } from './pages/match-decision.json.js';

/** Days before an arrival from which on the lists of a unit say what is to be looked at again. */
const AHEAD = 14;

/** What those read who look again: with the names of those whom they may see, which is written to the trail. */
@Injectable()
export class LookAgainViews {
  constructor(
    private readonly records: DecisionRecords,
    private readonly flags: DecisionFlags,
    private readonly information: InformationService,
    private readonly plans: PairPlans,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /**
   * What is to be looked at again soon at a unit, or at all where the actor works, the soonest first: a line each; and how
   * many more there are, without their names. A yes that is kept is a step of its request, and no line beside it where both
   * stand on a page: of all units.
   */
  async lines(actor: Actor, today: PlainDate, unitId?: string) {
    const unitIds = unitsOf(actor, unitId);
    const { flags: all, more } = await this.flags.ofUnits(actor, unitIds);
    const flags = all.filter(({ standing }) => unitId !== undefined || !standing.isKept);
    const by = addDays(today, AHEAD);
    // An offer that the family is asked about cannot wait, however far ahead its nights are.
    const near = flags.filter(({ standing }) => standing.arrival <= by || standing.offer !== null);
    const named = await this.named(actor, unitIds, near);
    return {
      lines: named.flags.map((flag) => lookAgainLine(flag, named.nameOf, today)),
      later: lookAgainLater({ later: flags.length - near.length, isMore: more !== null, unitId }),
    };
  }

  /** All of them, page by page, with what has changed. */
  async page(actor: Actor, { limit, cursor }: PageQuery, unitId?: string): Promise<Page<Flag> & { nameOf: NameOf }> {
    const unitIds = unitsOf(actor, unitId);
    const filter = ['look-again', unitId ?? null];
    const after = readCursor(cursor, ['date', 'id'], filter);
    const { flags, more } = await this.flags.ofUnits(
      actor,
      unitIds,
      after && { arrival: String(after[0]), id: String(after[1]) },
    );
    const found = pageOf(flags.slice(0, limit + 1), limit, (last) => Object.values(placeOf(last)), filter);
    const { flags: items, nameOf } = await this.named(actor, unitIds, found.items);
    return { items, nameOf, next: found.next ?? (more && makeCursor([more.arrival, more.id], filter)) };
  }

  async pageJson(actor: Actor, query: PageQuery): Promise<ToLookAgainAnswer> {
    const { items, nameOf, next } = await this.page(actor, query);
    return { items: items.map((flag) => toLookAgainJson(flag, nameOf)), next };
  }

  /** Those whose young people the actor may see, with the names of everybody; on the trail. */
  private async named(actor: Actor, [first]: readonly string[], flags: readonly Flag[]) {
    if (!first || flags.length === 0) return { flags: [], nameOf: nameIn(new Map<string, Guest>()) };
    const ids = flags.flatMap((flag) => [flag.standing.youngPerson.id, ...whoChanged(flag)]);
    const guests = await this.records.named(actor, { subject: 'unit', subjectId: first }, ids);
    return { flags: flags.filter(({ standing }) => guests.has(standing.youngPerson.id)), nameOf: nameIn(guests) };
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
      isOpen: flag !== undefined && isToLookAt(flag),
      now: namedFit(fit, looked.known, named),
    };
  }

  /** What decisions about two say to whoever decides anew. */
  async toSign({ fit, looked, youngPerson, unit }: AgainNow, { now }: Pick<LookAgainView, 'now'>) {
    return {
      ...{ verdict: fit.compatibility.verdict, wouldWork: fit.wouldWork },
      seenGroup: shownAs(looked.inputs, looked.advice),
      plans: await this.plans.of(unit.id, youngPerson.id, fit, now),
      keptApart: keptApartOf(keptFrom(fit, youngPerson.id, looked.known.factOf), now),
    };
  }

  /** What was reported since it was decided, in its words, of those whom the actor may read. */
  reported(actor: Actor, { flag }: Pick<AgainNow, 'flag'>): ReturnType<InformationService['those']> {
    const changes = flag?.changes ?? [];
    return this.information.those(
      actor,
      changes.flatMap((change) => (change.kind === 'information' ? change.reports : [])),
    );
  }

  async json(actor: Actor, again: AgainNow): Promise<LookAgainAnswer> {
    const { last, changes, isOpen, named, nameOf } = await this.of(actor, again);
    const adviceNow = fitJson(again.fit, again.looked.known, named);
    const seenGroup = shownAs(again.looked.inputs, again.looked.advice);
    return { decision: last ? decisionJson(last, nameOf) : null, changes, isOpen, adviceNow, seenGroup };
  }

  /** The decision that was signed last. */
  async last(actor: Actor, of: AgainNow['of']): Promise<MatchDecisionAnswer> {
    const last = (await this.records.last(of))!;
    const guests = await this.records.named(actor, aboutOf(of), [...whoWas([last]), last.inputs.guest.id]);
    return decisionJson(last, nameIn(guests));
  }
}

/** One unit, or all where the actor works. */
function unitsOf(actor: Actor, unitId?: string): string[] {
  const theirs = actor.units.filter(({ id }) => worksAt(actor, id)).map(({ id }) => id);
  return unitId ? theirs.filter((id) => id === unitId) : theirs;
}

const aboutOf = (of: AgainNow['of']) =>
  'offerId' in of
    ? ({ subject: 'offer', subjectId: of.offerId } as const)
    : ({ subject: 'stay', subjectId: of.stayId } as const);

function nameWith(guests: ReadonlyMap<string, Guest>, own: Guest): NameOf {
  return nameIn(new Map([...guests, [own.id, own] as const]));
}
