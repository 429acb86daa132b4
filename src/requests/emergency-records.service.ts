import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { refuseLookingOn, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { PeopleService } from '../people/people.service.js';
import type { ExactFacts } from '../people/domain/exact-facts.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkAsked } from './domain/emergency-nights.js';
import { readEmergencies, type EmergencyFilter } from './emergency-reader.js';
import { SettleEmergencies } from './settle-emergencies.js';
import type { EmergencyAnswers, EmergencyStanding, EmergencyView, NewcomerKnown } from './emergency-view.js';

/** Who needs a place: one of these. */
export interface WhoNeedsPlace {
  youngPerson?: string | ExactFacts | undefined;
  newYoungPerson?: NewcomerKnown | undefined;
}

/** What it means for one of those who are staying, in a line. */
export interface ImpactTold {
  youngPerson: string;
  impact: string;
}

export type SomeAnswers = { [K in keyof EmergencyAnswers]?: EmergencyAnswers[K] | undefined };

const ANSWERS = ['known', 'expectedAt', 'until', 'why', 'risk', 'house', 'authority', 'legalBasis'] as const;
const COLUMN: Partial<Record<keyof EmergencyAnswers, string>> = {
  expectedAt: 'expected_at',
  legalBasis: 'legal_basis',
};
const NOTHING_YET = { known: '', why: '', risk: '', house: '', authority: '' };
/** How many open ones of a unit, or of all units of one person, are looked at. */
const MOST = 50;

/**
 * A child for whom a place is asked tonight: what is answered is kept as it is given, signed and dated, and anybody on
 * shift goes on with it.
 */
@Injectable()
export class EmergencyRecords {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly settling: SettleEmergencies,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those of which something is owed, at one unit or at all where the actor works, the oldest first. Written to the trail. */
  async list(actor: Actor, unitId?: string): Promise<EmergencyStanding[]> {
    if (unitId && !worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const found = await readEmergencies(manager, actor, this.clock.now(), {
      ...(unitId && { unitId }),
      ...{ open: true, limit: MOST },
    });
    const open = found.map((one) => this.standing(one));
    if (open.length > 0)
      await this.audit.record(manager, actor, {
        ...{ action: 'emergencies.list', subject: 'emergency' },
        youngPeople: [...new Set(open.flatMap(namedIn))],
      });
    return open;
  }

  /** One, whose reading is written to the trail. */
  async open(actor: Actor, id: string): Promise<EmergencyStanding> {
    const { manager } = this.dataSource;
    const found = await this.find(manager, actor, { id });
    await this.trail(manager, actor, 'emergency.read', found);
    return this.standing(found);
  }

  /** That of a stay; nothing where the stay came about in another way. */
  async ofStay(actor: Actor, stayId: string): Promise<EmergencyStanding | undefined> {
    if (actor.role === 'cas_worker') return undefined;
    const { manager } = this.dataSource;
    const [found] = await readEmergencies(manager, actor, this.clock.now(), { stayId, limit: 1 });
    return found && this.standing(found);
  }

  /** Whether staff ask for a place for the child at the unit, too; nothing for who does not work there. */
  async beside(actor: Actor, unitId: string, youngPersonId: string): Promise<EmergencyStanding | undefined> {
    if (!worksAt(actor, unitId)) return undefined;
    const { manager } = this.dataSource;
    const filter = { unitId, youngPersonId, needed: true, limit: 1 } as const;
    const [found] = await readEmergencies(manager, actor, this.clock.now(), filter);
    return found && this.standing(found);
  }

  /** Begins one: from the first answer on, who it is, it is there for the next shift. */
  async begin(actor: Actor, unitId: string, who: WhoNeedsPlace, answers: SomeAnswers = {}): Promise<EmergencyStanding> {
    if (!worksAt(actor, unitId)) throw notFound();
    refuseLookingOn(actor, unitId);
    const { youngPersonId, newcomer, called } = await this.identify(actor, who);
    const id = await inTransaction(this.dataSource, async (manager) => {
      const [made] = await manager.query<{ id: string; zone: string }[]>(
        `INSERT INTO emergencies (unit_id, young_person_id, newcomer, called, opened_at, opened_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
         RETURNING id, (SELECT zone FROM units WHERE units.id = unit_id) AS zone`,
        [unitId, youngPersonId, newcomer && JSON.stringify(newcomer), called, this.clock.now(), actor.id],
      );
      if (!made) throw conflict('asked-already', 'A place is being asked for them already: go on with that one.');
      const { id, zone } = made;
      checkAsked(answers, {}, zone);
      await this.write(manager, actor, id, answers, NOTHING_YET);
      await this.trail(manager, actor, 'emergency.opened', { id, youngPersonId });
      return id;
    });
    return this.reopen(actor, id);
  }

  /** Answers, each at any time; what is left out stays as it is. */
  async answer(actor: Actor, id: string, answers: SomeAnswers): Promise<EmergencyStanding> {
    return this.change(actor, id, 'emergency.answered', async (manager, before) => {
      checkAsked(answers, before, before.unit.zone);
      await this.write(manager, actor, id, answers, before);
    });
  }

  /** What it means for these who are staying. What was said of them before stays on record. */
  tellImpacts(actor: Actor, id: string, impacts: readonly ImpactTold[]): Promise<EmergencyStanding> {
    return this.change(actor, id, 'emergency.impact_told', (manager, emergency) =>
      this.writeImpacts(manager, actor, emergency, impacts),
    );
  }

  /** Room and staffing tonight, and what it means for each who is staying, in one step. */
  tellHouse(actor: Actor, id: string, house: string, impacts: readonly ImpactTold[]): Promise<EmergencyStanding> {
    return this.change(actor, id, 'emergency.impact_told', async (manager, emergency) => {
      await this.write(manager, actor, id, { house }, emergency);
      await this.writeImpacts(manager, actor, emergency, impacts);
    });
  }

  /** No place is needed any more. What was recorded stays. */
  async end(actor: Actor, id: string, why: string): Promise<EmergencyStanding> {
    return this.change(actor, id, 'emergency.ended', async (manager, { stay, ended }) => {
      if (stay) throw conflict('not-possible-now', 'A stay was recorded for them. Record the departure there instead.');
      if (ended) throw conflict('ended-already', 'This was ended already.');
      await manager.query(`UPDATE emergencies SET ended_at = $2, ended_by = $3, ended_why = $4 WHERE id = $1`, [
        ...[id, this.clock.now(), actor.id, why],
      ]);
    });
  }

  /** Whether the asking goes on after a decision: a refusal ends it, and whoever agrees later takes it up again. */
  async goOn(
    manager: EntityManager,
    actor: Actor,
    { id, unit, youngPersonId, ended }: EmergencyView,
    { ends }: { ends: boolean },
  ): Promise<void> {
    if (!ends && ended && youngPersonId) {
      const [other] = await manager.query<{ id: string }[]>(
        `SELECT id FROM emergencies WHERE unit_id = $1 AND young_person_id = $2 AND id <> $3
            AND stay_id IS NULL AND ended_at IS NULL`,
        [unit.id, youngPersonId, id],
      );
      if (other) throw conflict('asked-already', BEGUN_AGAIN);
    }
    await manager.query(
      `UPDATE emergencies SET ended_at = $2::timestamptz, ended_by = $3, ended_why = '' WHERE id = $1`,
      ends ? [id, this.clock.now(), actor.id] : [id, null, null],
    );
  }

  /** The stay of a child who has come or is to, in the transaction that records it: of one that was begun, or of one who just came. */
  async link(
    manager: EntityManager,
    actor: Actor,
    come: { id?: string | undefined; unitId: string; youngPersonId: string; stayId: string; answers: SomeAnswers },
  ): Promise<EmergencyStanding> {
    const { unitId, youngPersonId, stayId, answers } = come;
    const [found] = await manager.query<{ id: string }[]>(
      `SELECT id FROM emergencies WHERE CASE WHEN $1::uuid IS NULL
         THEN unit_id = $2 AND young_person_id = $3 AND stay_id IS NULL AND ended_at IS NULL ELSE id = $1 END FOR NO KEY UPDATE`,
      [come.id ?? null, unitId, youngPersonId],
    );
    const id = found?.id ?? (await this.onlyNow(manager, actor, come));
    await manager.query(
      `UPDATE emergencies SET young_person_id = $2, stay_id = $3, ended_at = NULL, ended_by = NULL, ended_why = '' WHERE id = $1`,
      [id, youngPersonId, stayId],
    );
    await this.write(manager, actor, id, answers);
    return this.settle(manager, actor, id);
  }

  /** Locks it for a change, and refuses who may not make one; as it stands then. */
  async lock(manager: EntityManager, actor: Actor, id: string): Promise<EmergencyView> {
    await manager.query(`SELECT 1 FROM emergencies WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    const found = await this.find(manager, actor, { id });
    refuseLookingOn(actor, found.unit.id);
    return found;
  }

  /** A change in a transaction of its own, and what it comes to. `seen`: what must be as it was seen, if not this. */
  async change(
    actor: Actor,
    id: string,
    action: string,
    work: (manager: EntityManager, emergency: EmergencyView) => Promise<void>,
    seen?: (manager: EntityManager) => Promise<object>,
  ): Promise<EmergencyStanding> {
    return inTransaction(this.dataSource, async (manager) => {
      const emergency = await this.lock(manager, actor, id);
      refuseIfChanged(seen ? await seen(manager) : this.asRead(emergency));
      await work(manager, emergency);
      await this.trail(manager, actor, action, emergency);
      return this.settle(manager, actor, id);
    });
  }

  /** As whoever changes it has read it. */
  private asRead(emergency: EmergencyView): object {
    const { steps: _, ...read } = this.standing(emergency);
    return read;
  }

  /** With what is owed of it. */
  standing(emergency: EmergencyView): EmergencyStanding {
    const steps = this.settling.stepsOf(emergency);
    return { ...emergency, steps, state: steps[0]?.state ?? 'settled' };
  }

  /** Notes once nothing is owed any more, so that it is looked for no longer. */
  private async settle(manager: EntityManager, actor: Actor, id: string): Promise<EmergencyStanding> {
    const standing = this.standing(await this.find(manager, actor, { id }));
    await this.settling.note(manager, id, standing.steps);
    return standing;
  }

  /** A child who came before anybody had asked. */
  private async onlyNow(
    manager: EntityManager,
    actor: Actor,
    { unitId, youngPersonId }: { unitId: string; youngPersonId: string },
  ): Promise<string> {
    const [{ id }] = await manager.query<[{ id: string }]>(
      `INSERT INTO emergencies (unit_id, young_person_id, called, opened_at, opened_by)
       SELECT $1, id, first_name || ' ' || last_name, $3, $4 FROM young_people WHERE id = $2 RETURNING id`,
      [unitId, youngPersonId, this.clock.now(), actor.id],
    );
    return id;
  }

  /** Who it is, and how they are called until their record can be read. */
  private async identify(
    actor: Actor,
    { youngPerson, newYoungPerson }: WhoNeedsPlace,
  ): Promise<{ youngPersonId: string | null; newcomer: NewcomerKnown | null; called: string }> {
    if (newYoungPerson) {
      if (typeof youngPerson === 'string' || Object.values(youngPerson ?? {}).some(Boolean))
        throw invalidField('newYoungPerson', 'Say either who it is, or that nobody has a record of them.');
      const { firstName, lastName } = newYoungPerson;
      return { youngPersonId: null, newcomer: newYoungPerson, called: `${firstName} ${lastName}` };
    }
    if (typeof youngPerson === 'string') {
      const { manager } = this.dataSource;
      const seen = await this.access.seen(manager, actor, [youngPerson]);
      if (!seen.has(youngPerson)) throw notFound();
      const { firstName, lastName } = await this.people.find(manager, actor, youngPerson);
      return { youngPersonId: youngPerson, newcomer: null, called: `${firstName} ${lastName}` };
    }
    const facts = youngPerson ?? {};
    const youngPersonId = await this.people.findForEmergency(actor, facts);
    const names = [facts.firstName, facts.lastName].filter(Boolean).join(' ');
    return { youngPersonId, newcomer: null, called: names || `Case ${facts.caseNumber}` };
  }

  private async reopen(actor: Actor, id: string): Promise<EmergencyStanding> {
    return this.standing(await this.find(this.dataSource.manager, actor, { id }));
  }

  private async find(
    manager: EntityManager,
    actor: Actor,
    filter: Omit<EmergencyFilter, 'limit'>,
  ): Promise<EmergencyView> {
    const [found] = await readEmergencies(manager, actor, this.clock.now(), { ...filter, limit: 1 });
    if (!found) throw notFound();
    return found;
  }

  private async writeImpacts(
    manager: EntityManager,
    actor: Actor,
    { id, impacts: told }: EmergencyView,
    impacts: readonly ImpactTold[],
  ): Promise<void> {
    const ids = impacts.map(({ youngPerson }) => youngPerson);
    const seen = await this.access.seen(manager, actor, ids);
    if (ids.some((one) => !seen.has(one)))
      throw invalidField('youngPerson', 'We could not find this young person among those staying. Choose again.');
    const isNew = ({ youngPerson, impact }: ImpactTold) =>
      !told.some((one) => one.youngPersonId === youngPerson && one.impact === impact);
    for (const { youngPerson, impact } of impacts.filter(isNew))
      await manager.query(
        `INSERT INTO emergency_impacts (emergency_id, young_person_id, impact, at, by_user) VALUES ($1, $2, $3, $4, $5)`,
        [id, youngPerson, impact, this.clock.now(), actor.id],
      );
  }

  /** What is answered otherwise than `before`: a question that was passed by empty is no answer. */
  private async write(
    manager: EntityManager,
    actor: Actor,
    id: string,
    answers: SomeAnswers,
    before: SomeAnswers = {},
  ): Promise<void> {
    const given = ANSWERS.filter(
      (name) => answers[name] !== undefined && answers[name]?.valueOf() !== before[name]?.valueOf(),
    );
    if (given.length === 0) return;
    const columns = given.map((name, place) => `${COLUMN[name] ?? name} = $${place + 2}`).join(', ');
    await manager.query(`UPDATE emergencies SET ${columns} WHERE id = $1`, [id, ...given.map((name) => answers[name])]);
    await manager.query(`INSERT INTO emergency_entries (emergency_id, at, by_user, answers) VALUES ($1, $2, $3, $4)`, [
      ...[id, this.clock.now(), actor.id],
      JSON.stringify(Object.fromEntries(given.map((name) => [name, answers[name]]))),
    ]);
  }

  trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    { id, youngPersonId, impacts = [] }: Pick<EmergencyView, 'id' | 'youngPersonId'> & Partial<EmergencyView>,
  ): Promise<void> {
    return this.audit.record(manager, actor, {
      ...{ action, subject: 'emergency', subjectId: id },
      youngPeople: namedIn({ youngPersonId, impacts }),
    });
  }
}

const BEGUN_AGAIN =
  'A place has been asked for them again since this was refused. Record the decision there: you find it among the emergencies on Today.';

/** Whom it names: for whom a place is asked, and those who are staying. */
const namedIn = ({ youngPersonId, impacts }: Pick<EmergencyView, 'youngPersonId' | 'impacts'>): string[] => [
  ...(youngPersonId ? [youngPersonId] : []),
  ...impacts.flatMap(({ youngPerson }) => youngPerson?.id ?? []),
];
