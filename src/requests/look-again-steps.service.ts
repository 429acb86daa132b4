import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { inOneGo } from '../platform/in-one-go.js';
import { StaysService } from '../stays/stays.service.js';
import type { Again } from './again.js';
import { DECISION_TEXT, type Decided } from './domain/match-decision.js';
import { SettleEmergencies } from './settle-emergencies.js';
import { TimelineService } from './timeline.service.js';

/**
 * Where it stands that something was looked at again: in the timeline of the request, and of a stay without one in the
 * history of the stay. What is owed of the emergency that the stay came of may be owed no more.
 */
@Injectable()
export class LookAgainSteps {
  constructor(
    private readonly timeline: TimelineService,
    private readonly stays: StaysService,
    private readonly settling: SettleEmergencies,
    private readonly audit: AuditService,
  ) {}

  async write(
    manager: EntityManager,
    actor: Actor,
    again: Again,
    { decision, reasons }: Decided,
    at: Date,
  ): Promise<void> {
    const { of, request, arrival, departure, youngPerson } = again;
    if (request) {
      const [subject, subjectId] = 'offerId' in of ? ['offer', of.offerId] : ['stay', of.stayId];
      const said = { at, by: actor.id, decision, reasons, arrival, departure };
      await inOneGo(
        this.timeline.lookedAgain(manager, request, said),
        this.audit.record(manager, actor, {
          ...{ action: `${subject}.looked_at_again`, subject, subjectId },
          youngPeople: [youngPerson.id],
        }),
      );
    } else if ('stayId' in of) {
      const stay = await this.stays.find(manager, actor, of.stayId);
      await this.stays.writeDown(manager, actor, stay, 'looked_at_again', `${DECISION_TEXT[decision]}. ${reasons}`);
      await this.settling.ofStays(manager, [of.stayId]);
    }
  }
}
