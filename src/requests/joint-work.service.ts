import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { DirectoryService } from '../identity/directory.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import { mayBeside, type Beside } from './domain/beside.js';
import { JointGrants } from './joint-grants.service.js';
import { openedJson } from './pages/request.json.js';
import { wordsOf, type OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What is written to a request beside the steps that move it on: notes, and who works on it together. */
@Injectable()
export class JointWorkService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly access: AccessService,
    private readonly directory: DirectoryService,
    private readonly grants: JointGrants,
    private readonly outbox: OutboxService,
    private readonly timeline: TimelineService,
    private readonly names: NamesOfOthers,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** A note on the timeline, that everybody reads who reads the request. */
  async addNote(actor: Actor, requestId: string, note: string, namesNobodyElse = false): Promise<void> {
    await this.beside(actor, requestId, { action: 'add_note' }, async (manager, request) => {
      const words = { ...wordsOf(request), field: 'text', text: note, namesNobodyElse };
      await this.names.refuse(manager, actor, words);
      await this.timeline.note(manager, request, { action: 'add_note', by: actor.id, note });
      await this.record(manager, actor, 'request.note_added', request);
    });
  }

  /** Lets a CAS worker of any team see the request and add to it. `worker` is an id or an email address. */
  async name(actor: Actor, requestId: string, worker: string): Promise<{ name: string }> {
    return this.beside(actor, requestId, { action: 'name_co_worker' }, async (manager, request) => {
      const found = await this.directory.casWorker(manager, actor.organisationId, worker);
      if (!found) throw invalidField('worker', 'We do not know this CAS worker. Choose another.');
      if (request.parts.some(({ youngPerson }) => youngPerson.keyWorker.id === found.id))
        throw invalidField('worker', `${found.name} is the key worker, and works on it already.`);
      if (request.coWorkers.some(({ id }) => id === found.id))
        throw invalidField('worker', `${found.name} works on it already.`);
      const at = this.clock.now();
      const [{ id: coWork }] = await manager.query<[{ id: string }]>(
        `INSERT INTO request_co_workers (request_id, user_id, named_by, named_at) VALUES ($1, $2, $3, $4) RETURNING id`,
        [request.id, found.id, actor.id, at],
      );
      await this.outbox.write(manager, 'joint-work.changed', { coWork }, { unitId: request.unit.id });
      const theirs = await this.grants.youngPeopleOf(manager, request.id);
      for (const youngPersonId of await this.access.seen(manager, actor, theirs)) {
        const grant = { youngPersonId, userId: found.id, why: 'joint_work' as const };
        await this.access.grant(manager, { ...grant, grantedBy: actor.id, at });
      }
      await this.timeline.note(manager, request, { action: 'name_co_worker', by: actor.id, note: found.name });
      await this.record(manager, actor, 'request.co_worker_named', request, { workerId: found.id });
      return { name: found.name };
    });
  }

  /** Somebody works on it no more, and reads the young person's record no more unless for another reason. */
  async end(actor: Actor, requestId: string, workerId: string): Promise<void> {
    await this.beside(actor, requestId, { action: 'end_co_worker', whose: workerId }, async (manager, request) => {
      const worker = request.coWorkers.find(({ id }) => id === workerId);
      if (!worker) throw notFound('This person does not work on the request. It may have ended already.');
      await this.grants.endOf(manager, request.id, { at: this.clock.now(), by: actor.id, userId: workerId });
      await this.timeline.note(manager, request, { action: 'end_co_worker', by: actor.id, note: worker.name });
      await this.record(manager, actor, 'request.co_worker_ended', request, { workerId });
    });
  }

  private async beside<T>(
    actor: Actor,
    requestId: string,
    { action, whose }: { action: Beside; whose?: string },
    work: (manager: EntityManager, request: OpenedRequest) => Promise<T>,
  ): Promise<T> {
    const parts = (await this.requests.locateAll(actor, requestId)).map(({ partId }) => partId);
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM request_parts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [parts]);
      const request = await this.requests.find(manager, actor, requestId);
      refuseIfChanged(openedJson(request));
      const answer = mayBeside(action, request, actor, whose);
      if (!answer.may)
        throw answer.refusal === 'not_yours' ? forbidden(answer.why) : conflict('not-possible-now', answer.why);
      return work(manager, request);
    });
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    { id, parts }: OpenedRequest,
    details?: Record<string, string>,
  ): Promise<void> {
    const about = {
      subject: 'request',
      subjectId: id,
      youngPeople: [...new Set(parts.map(({ youngPerson }) => youngPerson.id))],
    };
    return this.audit.record(manager, actor, { action, ...about, ...(details && { details }) });
  }
}
