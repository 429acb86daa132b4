import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import type { DeclineReason } from './domain/decline-reasons.js';
import { BookingService } from './booking.service.js';
import type { PlainAction } from './domain/parts.js';
import { wordsOf } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What the person gives beside the action. */
export interface Given {
  reasons?: string | undefined;
  code?: DeclineReason | undefined;
  /** Who gives the reasons has looked: what seems to be the name of another young person in them is not. */
  namesNobodyElse?: boolean | undefined;
}

/**
 * The actions that only move a request on: no nights, at most a reason. By the request's own id every part takes the step
 * for which it is possible, all of them or none.
 */
@Injectable()
export class RequestActionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly timeline: TimelineService,
    private readonly names: NamesOfOthers,
    private readonly audit: AuditService,
  ) {}

  async take(actor: Actor, requestId: string, action: PlainAction, given: Given = {}): Promise<void> {
    const { reasons = '', code } = given;
    const places = await this.requests.locateAll(actor, requestId);
    const { unitId } = places[0]!;
    await inTransaction(this.dataSource, async (manager) => {
      const youngPersonId = [...new Set(places.map((place) => place.youngPersonId))];
      const parts = await this.booking.lock(manager, { unitId, youngPersonId }, () =>
        this.requests.lockAllFor(manager, actor, places, action),
      );
      const said = parts.every(({ transition, state }) => transition.needs !== 'reasons' || state === 'draft');
      if (!said && reasons.trim() === '') throw invalidField('reasons', ASKS[action] ?? 'Say why, in a sentence.');
      await this.names.refuse(manager, actor, { ...wordsOf(parts[0]!), ...given, field: 'reasons', text: reasons });
      await inOneGo(
        this.move(manager, actor, parts, action, { reasons, code }),
        this.record(manager, actor, parts, action),
      );
    });
  }

  private async move(
    manager: EntityManager,
    actor: Actor,
    parts: readonly LockedPart[],
    action: PlainAction,
    { reasons, code }: Given,
  ): Promise<void> {
    const { to } = parts[0]!.transition;
    const step = { action, to, by: actor.id, code, ...(reasons && { note: reasons }) };
    await inOneGo(
      this.timeline.stepEach(manager, parts, step),
      action === 'reopen' ? this.requests.beginUnitsSight(manager, actor, parts) : undefined,
      action === 'decline' ? this.requests.endUnitsSight(manager, parts) : undefined,
    );
  }

  private record(manager: EntityManager, actor: Actor, parts: readonly LockedPart[], action: PlainAction) {
    return this.audit.record(manager, actor, {
      action: `request.${action}`,
      subject: 'request',
      subjectId: parts[0]!.id,
      youngPeople: [...new Set(parts.map(({ youngPerson }) => youngPerson.id))],
    });
  }
}

/** What is to be written where it is no reason. */
const ASKS: Partial<Record<PlainAction, string>> = {
  ask_information: 'Write what the unit needs to know.',
  give_information: 'Write what the unit has asked to know.',
};
