import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { AccessService } from '../identity/access.service.js';
import { mayAskOf, withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { BreakRequest } from './break-request.entity.js';
import { LONGEST_AIM } from '../people/domain/family-plan.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { Deadlines } from './deadlines.service.js';
import { askedSoFar, changed, NOTHING_SAID, urgencyOf, type Answers, type Asked } from './domain/answers.js';
import { checkDraft, checkWanted } from './domain/check-request.js';
import type { QuestionId } from './domain/questions.js';
import { lockDraftParts, putDraftParts, rangesOf, type PartRow } from './draft-parts.js';
import { putWishes } from './draft-wishes.js';
import { JointGrants } from './joint-grants.service.js';
import { RequestPart } from './request-part.entity.js';
import { whole, type OpenedRequest, type SeriesView } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { SeriesDrafts, type Repeating } from './series-drafts.service.js';
import { TimelineService } from './timeline.service.js';

/** What a page changes of a draft beside its answers. */
interface Beside {
  unitId?: string | undefined;
  /** The question that was asked. */
  passed?: QuestionId | undefined;
  /** Whether the aim that is said in words is to stand in the family plan from now on. */
  addsAim?: boolean | undefined;
}

/** For whom, and which unit is asked. */
export interface ForWhom {
  youngPersonId: string;
  unitId: string;
}

/** How long after a night that was chosen on the calendar they could leave, until somebody says otherwise. */
const WINDOW_DAYS = 7;

/** Asking for a break: begun, answered an answer at a time, submitted. */
@Injectable()
export class AskingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly calendar: CalendarService,
    private readonly plans: FamilyPlans,
    private readonly timeline: TimelineService,
    private readonly jointGrants: JointGrants,
    private readonly deadlines: Deadlines,
    private readonly series: SeriesDrafts,
    private readonly clock: Clock,
  ) {}

  /** Keeps what is asked as a draft, or submits it at once. Returns its id. */
  async ask(
    actor: Actor,
    { youngPersonId, unitId, draft, series, ...answers }: ForWhom & Answers & Repeating & { draft: boolean },
  ) {
    return inTransaction(this.dataSource, async (manager) => {
      const asked = changed(NOTHING_SAID, answers);
      const repeats = series ? this.series.said(series, answers) : null;
      await this.refuseUnseen(manager, actor, { youngPersonId, unitId, siblings: asked.siblings });
      refuseOthersWords(asked, answers);
      await this.check(manager, actor, unitId, { asked, repeats }, draft);
      const id = await this.insert(manager, actor, { youngPersonId, unitId }, asked);
      if (repeats) await this.series.put(manager, id, repeats);
      if (answers.wishes || answers.theirWishes) await putWishes(manager, id, saidByAll(youngPersonId, asked));
      if (asked.aims.length > 0)
        await this.nameAims(manager, id, { people: [youngPersonId, ...asked.siblings], before: [], named: asked.aims });
      if (!draft) await this.submitIn(manager, actor, id);
      return id;
    });
  }

  /**
   * A draft to be answered a question at a time. Where the actor has one for the young person in which nothing is said
   * yet, it is taken up: who goes back and forth leaves no row of empty ones.
   */
  async begin(actor: Actor, whom: ForWhom, from?: PlainDate): Promise<string> {
    return inTransaction(this.dataSource, async (manager) => {
      await this.refuseUnseen(manager, actor, whom);
      const window = from ? { from, to: addDays(from, WINDOW_DAYS) } : { from: null, to: null };
      await this.check(manager, actor, whom.unitId, { asked: { ...NOTHING_SAID, ...window }, repeats: null }, true);
      const [untouched] = await manager.query<{ id: string; partId: string }[]>(
        `SELECT r.id, p.id AS "partId" FROM requests r JOIN request_parts p ON p.request_id = r.id
          WHERE r.asked_by = $1 AND p.young_person_id = $2 AND p.state = 'draft' AND p.nights IS NULL AND r.passed = '{}'
            AND NOT EXISTS (SELECT 1 FROM request_series e WHERE e.request_id = r.id)
            AND r.purpose = '' AND r.family_wishes = '' AND r.unit_should_know = ''
            AND NOT EXISTS (SELECT 1 FROM request_wishes w WHERE w.request_id = r.id)
          ORDER BY r.number DESC LIMIT 1 FOR UPDATE OF r`,
        [actor.id, whom.youngPersonId],
      );
      if (!untouched) return this.insert(manager, actor, whom, { ...NOTHING_SAID, ...window });
      await manager.update(BreakRequest, { id: untouched.id }, { unitId: whom.unitId });
      const dates = { earliestArrival: window.from, latestDeparture: window.to };
      await manager.update(RequestPart, { id: untouched.partId }, dates);
      await this.record(manager, actor, 'request.changed', untouched.id, [whom.youngPersonId]);
      return untouched.id;
    });
  }

  /** Changes a draft; what is left out stays as it is. `passed` is the question that was asked. */
  async change(
    actor: Actor,
    id: string,
    { unitId, passed, addsAim, series, ...given }: Answers & Beside & Repeating,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const seen = await this.requests.find(manager, actor, id);
      const parts = await this.requests.lockAllFor(manager, actor, everyPart(seen), 'edit');
      const [request] = parts as [LockedPart];
      if (unitId && unitId !== request.unit.id && !mayAskOf(actor, unitId)) throw notThere('unit', NO_SUCH_UNIT);
      // How it repeats takes the place of the dates, and dates that of how it repeats: whichever is said last.
      const repeats = this.series.after(request, series, given);
      const answers = series ? { ...given, ...NO_DATES } : given;
      const { aims: before, ...soFar } = askedSoFar(request);
      const asked = changed({ ...soFar, aims: before }, answers);
      if (answers.siblings) asked.aims = withoutDropped(asked.aims, request, asked.siblings);
      refuseOthersWords(asked, answers);
      if (addsAim && request.jointly) throw invalidField('addsAim', NOT_THEIR_PLAN);
      if (addsAim && asked.purpose.trim() !== '') {
        asked.aims = [...asked.aims, await this.addAim(manager, actor, request.youngPerson.id, asked.purpose)];
        asked.purpose = '';
      }
      // Dates that have passed while it lay are no fault of whoever writes down what the family says.
      const siblings = answers.siblings?.filter((id) => !whose(parts).includes(id));
      if (siblings?.length || asked.siblings.includes(request.youngPerson.id))
        await this.refuseUnseen(manager, actor, {
          ...{ unitId: unitId ?? request.unit.id, youngPersonId: request.youngPerson.id, siblings: asked.siblings },
        });
      if (siblings?.length) await this.refuseUnlessSent(manager, actor, request, siblings);
      if (series || WANTED.some((field) => answers[field] !== undefined))
        await this.check(manager, actor, request.unit.id, { asked, repeats }, true);
      if (repeats !== request.series) await this.series.put(manager, request.id, repeats);
      await manager.update(
        BreakRequest,
        { id: request.id },
        {
          ...rowOf(asked),
          ...(unitId && { unitId }),
          passed: [...new Set([...stillPassed(request.passed, siblings), ...(passed ? [passed] : [])])],
        },
      );
      await this.put(manager, actor, { id: request.id, youngPersonId: request.youngPerson.id, asked }, seen);
      if (answers.wishes !== undefined || (answers.theirWishes ?? answers.siblings))
        await putWishes(manager, request.id, saidByAll(request.youngPerson.id, asked));
      if (siblings?.length)
        await this.jointGrants.beginForAdded(manager, actor, request.id, siblings, this.clock.now());
      const people = [request.youngPerson.id, ...asked.siblings];
      if (answers.aims ?? answers.siblings ?? addsAim)
        await this.nameAims(manager, request.id, { people, before, named: asked.aims });
      await this.record(manager, actor, 'request.changed', request.id, whose(parts));
    });
  }

  async submit(actor: Actor, id: string): Promise<void> {
    await inTransaction(this.dataSource, (manager) => this.submitIn(manager, actor, id));
  }

  private async submitIn(manager: EntityManager, actor: Actor, id: string): Promise<void> {
    const seen = await this.requests.find(manager, actor, id);
    const drafts = await this.requests.lockAllFor(manager, actor, everyPart(seen), 'submit');
    const [draft] = drafts as [LockedPart];
    const ids = draft.parts.map((part) => part.id);
    await inOneGo(
      lockDraftParts(manager, draft.id, ids),
      this.check(manager, actor, draft.unit.id, { asked: askedSoFar(draft), repeats: draft.series }, false),
    );
    const sent = draft.series ? await this.series.expand(manager, actor, draft) : drafts;
    const request = whole(sent[0]!);
    const urgency =
      request.urgency === 'emergency' ? request.urgency : this.deadlines.urgencyOf(request.from, request.unit.zone);
    const at = this.clock.now();
    const submitted = sent.map((part) => ({ ...part, urgency }));
    await inOneGo(
      manager.update(BreakRequest, { id: request.id }, { urgency }),
      this.timeline.stepEach(manager, submitted, { action: 'submit', to: 'submitted', by: actor.id, at }),
      this.requests.beginUnitsSight(manager, actor, drafts),
      this.record(manager, actor, 'request.submitted', request.id, whose(drafts)),
    );
  }

  private async insert(manager: EntityManager, actor: Actor, { youngPersonId, unitId }: ForWhom, asked: Asked) {
    const now = this.clock.now();
    const { identifiers } = await manager.insert(BreakRequest, {
      ...rowOf(asked),
      ...{ unitId, askedBy: actor.id, passed: [], createdAt: now },
    });
    const requestId = identifiers[0]?.['id'] as string;
    await this.put(manager, actor, { id: requestId, youngPersonId, asked });
    await this.record(manager, actor, 'request.asked', requestId, [youngPersonId, ...asked.siblings]);
    return requestId;
  }

  /** The parts as they are wanted: for each young person so many breaks. */
  private async put(
    manager: EntityManager,
    { id: by }: Actor,
    { id, youngPersonId, asked }: { id: string; youngPersonId: string; asked: Asked },
    draft?: OpenedRequest,
  ): Promise<void> {
    const wanted = { people: [youngPersonId, ...asked.siblings], breaks: asked.breaks, row: partRowOf(asked) };
    const seen = draft?.parts.map((part) => part.id) ?? [];
    const now = this.clock.now();
    const dropped = await putDraftParts(manager, id, { ...wanted, seen, by, now });
    await this.jointGrants.endForDropped(manager, id, dropped, now);
  }

  /** The aims that it is for, of the plans of all of these, in place of those before. */
  private async nameAims(
    manager: EntityManager,
    id: string,
    { people, before, named }: { people: string[]; before: string[]; named: string[] },
  ): Promise<void> {
    await this.plans.refuseWrong(manager, people, named, before);
    await manager.query(`DELETE FROM request_aims WHERE request_id = $1 AND NOT aim_id = ANY ($2::uuid[])`, [
      id,
      named,
    ]);
    await manager.query(`INSERT INTO request_aims SELECT $1, aim FROM unnest($2::uuid[]) aim ON CONFLICT DO NOTHING`, [
      id,
      named,
    ]);
  }

  private addAim(manager: EntityManager, actor: Actor, youngPersonId: string, text: string): Promise<string> {
    if (text.length > LONGEST_AIM) throw invalidField('purpose', TOO_LONG);
    return this.plans.addIn(manager, actor, youngPersonId, { text });
  }

  private async refuseUnseen(
    manager: EntityManager,
    actor: Actor,
    { youngPersonId, unitId, siblings = [] }: ForWhom & { siblings?: string[] },
  ): Promise<void> {
    if (!mayAskOf(actor, unitId)) throw notThere('unit', NO_SUCH_UNIT);
    const seen = await this.access.seen(manager, actor, [youngPersonId, ...siblings]);
    if (!seen.has(youngPersonId)) throw notThere('youngPerson', `We could not find this young person. ${CHOOSE}`);
    if (siblings.includes(youngPersonId)) throw invalidField('siblings', THEMSELVES);
    if (siblings.some((id) => !seen.has(id))) throw notThere('siblings', `We could not find one of them. ${CHOOSE}`);
  }

  /** Who works on it jointly does not send it: whoever does must see everybody for whom it is. */
  private async refuseUnlessSent(
    manager: EntityManager,
    actor: Actor,
    { jointly, youngPerson: { keyWorker } }: LockedPart,
    siblings: readonly string[],
  ): Promise<void> {
    if (!jointly) return;
    const sender = { ...withoutJointWork(actor), id: keyWorker.id, standsInFor: [] };
    const seen = await this.access.seen(manager, sender, siblings);
    if (siblings.some((id) => !seen.has(id))) throw invalidField('siblings', notSent(keyWorker.name));
  }

  /** Refuses nights that cannot be; what is to be submitted, also where an answer is missing. */
  private async check(
    manager: EntityManager,
    actor: Actor,
    unitId: string,
    { asked, repeats }: { asked: Asked; repeats: SeriesView | null },
    isDraft: boolean,
  ): Promise<void> {
    const unit = await this.calendar.unitOf(manager, unitId);
    const { today, horizon } = this.calendar.horizon(unit.zone);
    const errors = isDraft
      ? checkWanted(asked, today, horizon)
      : checkDraft(
          { ...asked, series: repeats, aims: asked.aims.map((id) => ({ id })), urgency: urgencyOf(asked), passed: [] },
          today,
          horizon,
        );
    if (repeats) errors.push(...(await this.series.check(manager, actor, { ...unit, today, horizon }, asked, repeats)));
    if (errors.length > 0) throw invalid('invalid-request', errors[0]!.message, errors);
  }

  private record(manager: EntityManager, actor: Actor, action: string, id: string, youngPeople: string[]) {
    const about = { subject: 'request', subjectId: id, youngPeople };
    return this.audit.record(manager, actor, { action, ...about });
  }
}

/** What was asked is asked of the whole request: all its parts change, and go to the unit, at once. */
const everyPart = ({ parts }: OpenedRequest) => parts.map(({ id }) => ({ partId: id }));

/** The aims but those of who is not asked for any more. */
const withoutDropped = (
  aims: readonly string[],
  { parts, youngPerson }: OpenedRequest,
  siblings: readonly string[],
) => {
  const gone = parts.filter((part) => ![youngPerson.id, ...siblings].includes(part.youngPerson.id));
  const theirs = new Set(gone.flatMap((part) => part.aims.map(({ id }) => id)));
  return aims.filter((id) => !theirs.has(id));
};

/** What each of those says for whom it is asked. */
const saidByAll = (youngPersonId: string, { wishes, theirWishes, siblings }: Asked) => [
  { youngPerson: youngPersonId, wishes },
  ...theirWishes.filter(({ youngPerson }) => siblings.includes(youngPerson)),
];

/** Refuses words of somebody for whom it is not asked: they would be kept nowhere. */
function refuseOthersWords({ siblings }: Asked, { theirWishes = [] }: Answers): void {
  if (theirWishes.some(({ youngPerson }) => !siblings.includes(youngPerson)))
    throw invalidField('theirWishes', NOT_AMONG_THEM);
}

/** Who comes to it is asked what the others were asked. */
const stillPassed = (passed: readonly string[], added: readonly string[] = []) =>
  added.length > 0 ? passed.filter((id) => !OF_OTHERS.includes(id)) : passed;
const OF_OTHERS: readonly string[] = ['their-aims', 'their-wishes'] satisfies QuestionId[];

const whose = (parts: readonly LockedPart[]) => [...new Set(parts.map(({ youngPerson }) => youngPerson.id))];

const NOT_THEIR_PLAN =
  'The family plan is the key worker’s to add to. Leave the aim in words here without adding it, and tell them.';
const notSent = (keyWorker: string) =>
  `${keyWorker} sends this request and may not see everybody you name. Make ${keyWorker} a co-worker of theirs first, or ask for them in a request of their own.`;
const TOO_LONG = `An aim of the family plan has at most ${LONGEST_AIM} characters. Shorten it, or do not add it to the plan.`;
const NO_DATES = { nights: null, from: null, to: null, windows: [], breaks: 1, weekdays: [] };
const WANTED = ['nights', 'from', 'to', 'windows', 'breaks'] as const;
const CHOOSE = 'Choose one whose records you may see.';
const THEMSELVES = 'This is who the break is for already. Name brothers and sisters only.';
const NOT_AMONG_THEM =
  'The break is not asked for one of those whose words these are. Name them among the brothers and sisters first; what the young person says whom it names first is “wishes”.';
const NO_SUCH_UNIT = 'We could not find this unit. Choose one of yours.';

function rowOf(asked: Asked) {
  const { purpose, familyWishes, unitShouldKnow } = asked;
  return { purpose, familyWishes, unitShouldKnow, urgency: urgencyOf(asked) } as const;
}

function partRowOf({ nights, from, to, windows, weekdays }: Asked): PartRow {
  return { nights, earliestArrival: from, latestDeparture: to, weekdays, windows: rangesOf(windows) };
}

/** Unknown and unseen are alike: the answer points to the field and tells nothing more. */
function notThere(field: string, message: string) {
  return notFound(message, [{ field, message }]);
}
