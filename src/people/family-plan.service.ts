import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { mayWritePlan, wrongAims, type Aim, type AimMet, type AimState } from './domain/family-plan.js';

/** What became of an aim, by whom and when. */
export interface AimStep {
  state: AimState;
  note: string;
  by: string;
  at: Date;
}

/** What was said of an aim when somebody looked back on a stay that was for it. */
export interface AimOnStay {
  stay: string;
  arrival: PlainDate;
  departure: PlainDate;
  met: AimMet;
  /** Empty, too, where it names another young person. */
  said: string;
  by: string;
  at: Date;
}

export interface PlanAim extends Aim {
  agreedOn: PlainDate;
  writtenBy: string;
  writtenAt: Date;
  /** Oldest first; none while it has been open from the beginning. */
  steps: AimStep[];
  /** Of each review of a stay in which it was looked at, oldest first. */
  stays: AimOnStay[];
}

export interface NewAim {
  text: string;
  /** When it was agreed with the family; today when left out. */
  agreedOn?: PlainDate | undefined;
}

const ZONE = 'Europe/London';
const NOT_TO_WRITE = 'The family plan is written by the key worker, co-workers and managers. Ask the key worker.';

/** The aims of a young person's family plan: written down when they are agreed, never changed, and what became of them. */
@Injectable()
export class FamilyPlans {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** All aims there ever were, in the order in which they were agreed, for those who may read the young person. */
  async of(actor: Actor, youngPersonId: string): Promise<PlanAim[]> {
    await this.access.requireSight(this.dataSource.manager, actor, youngPersonId);
    return withoutWhose(await readAims(this.dataSource.manager, [youngPersonId]));
  }

  /** The same, read by itself: written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<PlanAim[]> {
    const aims = await this.of(actor, youngPersonId);
    await this.trail(this.dataSource.manager, actor, 'family_plan.read', youngPersonId);
    return aims;
  }

  /** The same of several young people, whom the actor may read as the caller has seen to, in one query. */
  ofEach(youngPeople: readonly string[]): Promise<AimOfSomebody[]> {
    return readAims(this.dataSource.manager, youngPeople);
  }

  async add(actor: Actor, youngPersonId: string, aim: NewAim): Promise<string> {
    return this.change(actor, youngPersonId, (manager) => this.addIn(manager, actor, youngPersonId, aim));
  }

  /** The same as part of another step, of somebody whom the actor may read. Returns its id. */
  async addIn(
    manager: EntityManager,
    actor: Actor,
    youngPersonId: string,
    { text, agreedOn }: NewAim,
  ): Promise<string> {
    if (!mayWritePlan(actor)) throw forbidden(NOT_TO_WRITE);
    const now = this.clock.now();
    const today = dateIn(now, ZONE);
    if (agreedOn && agreedOn > today) throw invalidField('agreedOn', 'An aim is agreed today or was before today.');
    const [aim] = await manager.query<[{ id: string }]>(
      `INSERT INTO plan_aims (young_person_id, text, agreed_on, written_by, written_at)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [youngPersonId, text, agreedOn ?? today, actor.id, now],
    );
    await this.trail(manager, actor, 'family_plan.aim_added', youngPersonId);
    return aim.id;
  }

  /** Says what became of an aim: met, no longer one, or worked on again. */
  async say(
    actor: Actor,
    youngPersonId: string,
    aimId: string,
    { state, note }: Pick<AimStep, 'state' | 'note'>,
  ): Promise<void> {
    await this.change(actor, youngPersonId, async (manager, aims) => {
      if (!mayWritePlan(actor)) throw forbidden(NOT_TO_WRITE);
      const aim = aims.find(({ id }) => id === aimId);
      if (!aim) throw notFound();
      if (aim.state === state) throw invalidField('state', 'This is on record already. Choose what has changed.');
      await manager.query(`INSERT INTO plan_aim_steps (aim_id, state, note, by_user, at) VALUES ($1, $2, $3, $4, $5)`, [
        aimId,
        state,
        note,
        actor.id,
        this.clock.now(),
      ]);
      await this.trail(manager, actor, 'family_plan.aim_changed', youngPersonId);
    });
  }

  /** Refuses aims that a break of these young people cannot be for. `before` are those it was for already. */
  async refuseWrong(
    manager: EntityManager,
    youngPeople: readonly string[],
    named: readonly string[],
    before: readonly string[] = [],
  ): Promise<void> {
    const wrong = wrongAims(named, await readAims(manager, youngPeople), before);
    if (wrong) throw invalidField('aims', wrong);
  }

  /** The aims of the family plan that a stay is for, of whoever may read the stay; none of one without a request. */
  async ofStay(stayId: string): Promise<Aim[]> {
    return this.dataSource.query<Aim[]>(
      `SELECT a.id, a.text, coalesce(l.state, 'open') AS state
         FROM stays t JOIN request_parts p ON p.id = t.part_id JOIN request_aims n ON n.request_id = p.request_id
         JOIN plan_aims a ON a.id = n.aim_id AND a.young_person_id = p.young_person_id
         LEFT JOIN LATERAL (SELECT state FROM plan_aim_steps WHERE aim_id = a.id ORDER BY id DESC LIMIT 1) l ON true
        WHERE t.id = $1 ORDER BY a.agreed_on, a.written_at, a.id`,
      [stayId],
    );
  }

  private change<T>(
    actor: Actor,
    youngPersonId: string,
    work: (manager: EntityManager, aims: PlanAim[]) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      await this.access.requireSight(manager, actor, youngPersonId);
      const aims = withoutWhose(await readAims(manager, [youngPersonId]));
      refuseIfChanged({ aims });
      return work(manager, aims);
    });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPersonId: string): Promise<void> {
    const subject = { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }
}

/** As PostgreSQL writes a list into JSON. */
type Stored<T extends { at: Date }> = (Omit<T, 'at'> & { at: string })[] | null;

interface Row extends Omit<AimOfSomebody, 'steps' | 'stays' | 'state'> {
  steps: Stored<AimStep>;
  stays: Stored<AimOnStay>;
}

/** An aim, and in whose plan it stands. */
export type AimOfSomebody = PlanAim & { youngPersonId: string };

const withoutWhose = (aims: readonly AimOfSomebody[]): PlanAim[] => aims.map(({ youngPersonId: _, ...aim }) => aim);

async function readAims(manager: EntityManager, youngPeople: readonly string[]): Promise<AimOfSomebody[]> {
  const rows = await manager.query<Row[]>(
    `SELECT a.id, a.young_person_id AS "youngPersonId", a.text, a.agreed_on AS "agreedOn", u.name AS "writtenBy", a.written_at AS "writtenAt",
            (SELECT json_agg(json_build_object('state', s.state, 'note', s.note, 'by', b.name, 'at', s.at) ORDER BY s.id)
               FROM plan_aim_steps s JOIN users b ON b.id = s.by_user WHERE s.aim_id = a.id) AS steps,
            (SELECT json_agg(json_build_object('stay', t.id, 'arrival', t.arrival, 'departure', t.departure, 'met', m.met,
                      'said', CASE WHEN w.names_others OR EXISTS (SELECT 1 FROM review_marks k WHERE k.review_id = w.id)
                                   THEN '' ELSE m.said END, 'by', b.name, 'at', w.at) ORDER BY w.number)
               FROM review_aims m JOIN stay_reviews w ON w.id = m.review_id JOIN stays t ON t.id = w.stay_id
               JOIN users b ON b.id = w.by_user WHERE m.aim_id = a.id) AS stays
       FROM plan_aims a JOIN users u ON u.id = a.written_by
      WHERE a.young_person_id = ANY ($1::uuid[]) ORDER BY a.agreed_on, a.written_at, a.id`,
    [youngPeople],
  );
  return rows.map(({ steps, stays, ...row }) => {
    const said = dated<AimStep>(steps);
    return { ...row, state: said.at(-1)?.state ?? 'open', steps: said, stays: dated<AimOnStay>(stays) };
  });
}

const dated = <T extends { at: Date }>(stored: Stored<T>): T[] =>
  (stored ?? []).map((one) => ({ ...one, at: new Date(one.at) }) as T);
