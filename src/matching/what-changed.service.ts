import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import {
  CHANGE_QUESTIONS,
  changesAsked,
  faultsOfAnswers,
  type ChangeAnswers,
  type ChangesAsked,
} from './domain/what-changed.js';
import { InformationService } from './information.service.js';
import { RuleSetsService } from './rule-sets.service.js';

/** What was answered before a stay; an empty text says that nothing has changed. */
export interface Answered {
  safety: string;
  around: string;
  needs: string;
  at: Date;
  by: string;
}

export interface WhatChanged extends ChangesAsked {
  /** The latest first. */
  answers: Answered[];
}

type Asked = Pick<StayView, 'id' | 'arrival' | 'youngPerson'>;

/** So many answers of a stay are shown: the last ones hold. */
const SHOWN = 20;
const ZONE = 'Europe/London';

/** Three questions before each stay: what has changed? What has is reported at once. */
@Injectable()
export class WhatChangedService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly information: InformationService,
    private readonly guide: RuleSetsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<WhatChanged> {
    return this.ofStay(actor, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  async ofStay(actor: Actor, stay: Asked): Promise<WhatChanged> {
    return this.read(this.dataSource.manager, actor, stay);
  }

  /** Which of these stays it is time to ask for, and nobody has answered yet: their ids, in one query. */
  async unanswered(actor: Actor, stays: readonly Asked[]): Promise<Set<string>> {
    if (stays.length === 0) return new Set();
    const { manager } = this.dataSource;
    const days = await this.days(manager, actor);
    const rows = await manager.query<{ id: string; at: Date }[]>(
      `SELECT DISTINCT ON (stay_id) stay_id AS id, at FROM what_changed WHERE stay_id = ANY ($1::uuid[]) ORDER BY stay_id, id DESC`,
      [stays.map(({ id }) => id)],
    );
    const last = new Map(rows.map(({ id, at }) => [id, { on: dateIn(at, ZONE), by: '', hasChanges: false }]));
    const today = this.today();
    return new Set(
      stays
        .filter((stay) => {
          const asked = changesAsked(last.get(stay.id) ?? null, { arrival: stay.arrival, keyWorker: '' }, days);
          return !asked.isAnswered && asked.askFrom <= today;
        })
        .map(({ id }) => id),
    );
  }

  /** Keeps the answers, and reports each change as new information of the young person. */
  async answer(actor: Actor, stayId: string, answers: ChangeAnswers): Promise<WhatChanged> {
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stay.id]);
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      if (stay.state !== 'booked' && stay.state !== 'in_residence')
        throw conflict('not-possible-now', 'This is asked before a stay and while it lasts: this one is over.');
      const faults = faultsOfAnswers(answers);
      if (faults.length > 0) throw invalid('invalid-answers', faults[0]!.message, faults);
      await manager.query(
        `INSERT INTO what_changed (stay_id, safety, around, needs, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
        [stay.id, ...CHANGE_QUESTIONS.map((question) => answers[question].text), this.clock.now(), actor.id],
      );
      for (const question of CHANGE_QUESTIONS)
        if (answers[question].changed)
          await this.information.reportIn(manager, actor, stay.youngPerson.id, answers[question].text);
      await this.audit.record(manager, actor, {
        ...{ action: 'stay.what_changed', subject: 'stay', subjectId: stay.id },
        youngPeople: [stay.youngPerson.id],
      });
      return this.read(manager, actor, stay);
    });
  }

  private async read(manager: EntityManager, actor: Actor, { id, arrival, youngPerson }: Asked): Promise<WhatChanged> {
    const answers = await manager.query<Answered[]>(
      `SELECT w.safety, w.around, w.needs, w.at, u.name AS by FROM what_changed w JOIN users u ON u.id = w.by_user
        WHERE w.stay_id = $1 ORDER BY w.id DESC LIMIT ${SHOWN}`,
      [id],
    );
    const [last] = answers;
    const asked = changesAsked(
      last
        ? { on: dateIn(last.at, ZONE), by: last.by, hasChanges: CHANGE_QUESTIONS.some((one) => last[one] !== '') }
        : null,
      { arrival, keyWorker: youngPerson.keyWorker.name },
      await this.days(manager, actor),
    );
    return { ...asked, answers };
  }

  private async days(manager: EntityManager, { organisationId }: Actor): Promise<number> {
    return (await this.guide.inForce(manager, organisationId)).rules.stale.whatChangedDays;
  }

  private today(): PlainDate {
    return dateIn(this.clock.now(), ZONE);
  }
}
