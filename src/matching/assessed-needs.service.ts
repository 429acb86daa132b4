import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { PeopleService } from '../people/people.service.js';
import { allOrNone } from '../platform/transaction.js';
import { NeedsAsAssessed, type AssessedOtherwise, type NeedsOnRecord } from '../stays/needs-as-assessed.service.js';
import { StayNeedsService } from '../stays/stay-needs.service.js';
import { readAssessments } from './assessment-reader.js';
import { assessedOtherwise } from './domain/assessment.js';

/** What the assessment that was signed last says of support and room, beside what stays are planned by. */
@Injectable()
export class AssessedNeeds extends NeedsAsAssessed {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly needs: StayNeedsService,
  ) {
    super();
  }

  async otherwise(onRecord: NeedsOnRecord): Promise<AssessedOtherwise | undefined> {
    const [latest] = await readAssessments(this.dataSource.manager, onRecord.id, { limit: 1 });
    const says = latest && assessedOtherwise(latest, onRecord);
    return says ? { version: latest.version, says } : undefined;
  }

  /**
   * Takes support and room of that version over into the record, in one step that a person takes: nothing that was planned
   * is changed by a signature alone. Whether they keep their room stays as it is.
   */
  async takeOver(actor: Actor, youngPersonId: string, version: number): Promise<void> {
    await allOrNone(this.dataSource, async (manager) => {
      const { keepsRoom } = await this.people.find(manager, actor, youngPersonId);
      const [assessed] = await readAssessments(manager, youngPersonId, { version, limit: 1 });
      const roomNeeds = [...(assessed?.roomNeeds ?? [])];
      const supportLevel = assessed?.support;
      if (supportLevel) await this.needs.change(actor, youngPersonId, { supportLevel, roomNeeds, keepsRoom });
      // From here on the young person is locked, and nobody signs another.
      const [latest] = await readAssessments(manager, youngPersonId, { limit: 1 });
      if (latest?.version !== version)
        throw conflict(
          'not-the-latest',
          'Another version of the assessment is the latest by now. Read that one first.',
        );
    });
  }
}
