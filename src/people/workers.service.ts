import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { DirectoryService, type Worker } from '../identity/directory.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { mayChangeKeyWorker, mayChooseCoWorkers, mayEndCoWorker } from './domain/workers.js';
import { PeopleService } from './people.service.js';
import type { PersonName, YoungPersonDetails } from './young-person-details.js';

/** Who works with a young person: the key worker and the co-workers, who read the record. */
@Injectable()
export class WorkersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly access: AccessService,
    private readonly directory: DirectoryService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Lets another CAS worker read the record. `worker` is an id or an email address. */
  async addCoWorker(actor: Actor, youngPersonId: string, worker: string): Promise<PersonName> {
    return this.change(actor, youngPersonId, async (manager, person) => {
      if (!mayChooseCoWorkers(actor, person)) throw forbidden('Only the key worker or a manager can add a co-worker.');
      const found = await this.find(manager, actor, worker);
      if (found.id === person.keyWorker.id) throw invalidField('worker', `${found.name} is the key worker.`);
      if (person.coWorkers.some(({ id }) => id === found.id)) {
        throw invalidField('worker', `${found.name} is a co-worker already.`);
      }
      const grant = { youngPersonId, userId: found.id, why: 'co_worker' as const };
      await this.access.grant(manager, { ...grant, grantedBy: actor.id, at: this.clock.now() });
      await this.record(manager, actor, 'co_worker.added', person, { workerId: found.id });
      return { id: found.id, name: found.name };
    });
  }

  async endCoWorker(actor: Actor, youngPersonId: string, workerId: string): Promise<void> {
    await this.change(actor, youngPersonId, async (manager, person) => {
      if (!person.coWorkers.some(({ id }) => id === workerId)) {
        throw notFound('This person is not a co-worker. It may have ended already.');
      }
      if (!mayEndCoWorker(actor, person, workerId)) {
        throw forbidden('Only the key worker, a manager or the co-worker themself can end this.');
      }
      await this.access.end(manager, { youngPersonId, userId: workerId, why: 'co_worker', at: this.clock.now() });
      await this.record(manager, actor, 'co_worker.ended', person, { workerId });
    });
  }

  /** Hands the young person to another key worker; the one before no longer reads the record. */
  async changeKeyWorker(actor: Actor, youngPersonId: string, worker: string): Promise<PersonName> {
    return this.change(actor, youngPersonId, async (manager, person) => {
      if (!mayChangeKeyWorker(actor)) throw forbidden('Only a manager can change the key worker.');
      const found = await this.find(manager, actor, worker);
      if (found.id === person.keyWorker.id) throw invalidField('worker', `${found.name} is the key worker already.`);
      const at = this.clock.now();
      const grant = { youngPersonId, at };
      await this.access.end(manager, { ...grant, userId: person.keyWorker.id, why: 'key_worker' });
      await this.access.end(manager, { ...grant, userId: found.id, why: 'co_worker' });
      await this.access.grant(manager, { ...grant, userId: found.id, why: 'key_worker', grantedBy: actor.id });
      await manager.query(`UPDATE young_people SET key_worker_id = $2 WHERE id = $1`, [youngPersonId, found.id]);
      const details = { from: person.keyWorker.id, to: found.id };
      await this.record(manager, actor, 'key_worker.changed', person, details);
      return { id: found.id, name: found.name };
    });
  }

  /** Changes to one young person's workers stand in line behind the lock of their row. */
  private change<T>(
    actor: Actor,
    youngPersonId: string,
    work: (manager: EntityManager, person: YoungPersonDetails) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const person = await this.people.find(manager, actor, youngPersonId);
      refuseIfChanged(person);
      return work(manager, person);
    });
  }

  private async find(manager: EntityManager, actor: Actor, worker: string): Promise<Worker> {
    const found = await this.directory.casWorker(manager, actor.organisationId, worker);
    if (!found) throw invalidField('worker', 'We do not know this CAS worker. Choose another.');
    return found;
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    { id }: YoungPersonDetails,
    details: Record<string, string>,
  ): Promise<void> {
    await this.audit.record(manager, actor, {
      action,
      subject: 'young_person',
      subjectId: id,
      youngPeople: [id],
      details,
    });
  }
}
