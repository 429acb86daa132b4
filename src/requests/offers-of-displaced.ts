import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, type AuditActor } from '../audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { Displacement } from '../stays/displacement.service.js';

const WHY = 'Somebody who is staying needs the bed.';

/** An offer whose bed is needed by somebody who is really there is taken back, in the transaction that took the bed. */
@Injectable()
export class OffersOfDisplaced implements OnModuleInit {
  constructor(
    private readonly displacement: Displacement,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.displacement.whenOffersGo((manager, by, claimIds) => this.takeBack(manager, by, claimIds));
  }

  /** The offers of these claims; the beds are given back by the caller. `why` is for the unit alone. */
  async takeBack(manager: EntityManager, by: AuditActor, claimIds: readonly string[], why = WHY): Promise<void> {
    const taken = await manager.query<{ id: string; unitId: string; youngPersonId: string }[]>(
      `WITH taken AS (
         UPDATE offers o SET state = 'taken_back' FROM bed_claims c
          WHERE c.id = o.claim_id AND c.id = ANY ($1::uuid[]) AND o.state IN ('proposed', 'offered')
         RETURNING o.id, o.part_id, o.signed_by, o.arrival, o.departure, o.bed_id, c.young_person_id, c.unit_id),
       parts AS (
         UPDATE request_parts p SET state = 'in_review', state_since = $2 FROM taken WHERE p.id = taken.part_id
         RETURNING p.id, p.request_id),
       told AS (
         INSERT INTO request_events
           (request_id, part_id, at, action, from_state, to_state, by_user, note, arrival, departure, bed_id)
         SELECT parts.request_id, parts.id, $2, 'take_back',
                CASE WHEN signed_by IS NULL THEN 'proposed' ELSE 'offered' END, 'in_review', $3, $4, arrival, departure, bed_id
           FROM parts JOIN taken ON taken.part_id = parts.id)
       SELECT id, unit_id AS "unitId", young_person_id AS "youngPersonId" FROM taken`,
      [claimIds, this.clock.now(), by.id, why],
    );
    for (const { id, unitId, youngPersonId } of taken) {
      await this.outbox.write(manager, 'offer.taken-back', { offer: id }, { unitId });
      await this.audit.record(manager, by, {
        ...{ action: 'offer.taken_back', subject: 'offer', subjectId: id },
        youngPeople: [youngPersonId],
      });
    }
  }
}
