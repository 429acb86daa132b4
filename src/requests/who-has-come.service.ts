import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import type { ExactFacts } from '../people/domain/exact-facts.js';
import { NewcomersService, type Newcomer } from '../people/newcomers.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';

/** Who has come: one of these. */
export interface WhoCame {
  /** Somebody whose records the actor may see, or what names one child of the council exactly. */
  youngPerson?: string | ExactFacts | undefined;
  /** Somebody of whom nobody in the council has a record. */
  newYoungPerson?: Newcomer | undefined;
}

/** The child of an emergency placement, known to the unit, to the council, or to nobody yet. */
@Injectable()
export class WhoHasCome {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly newcomers: NewcomersService,
    private readonly clock: Clock,
  ) {}

  /** Before anything is written: their id, or the newcomer as they can be put on record. */
  async find(actor: Actor, { youngPerson, newYoungPerson }: WhoCame): Promise<string | Newcomer> {
    if (newYoungPerson) {
      if (typeof youngPerson === 'string' || Object.values(youngPerson ?? {}).some(Boolean))
        throw invalidField('newYoungPerson', 'Say either who it is, or that nobody has a record of them.');
      return this.newcomers.check(actor, newYoungPerson);
    }
    if (typeof youngPerson !== 'string') return this.people.findForEmergency(actor, youngPerson ?? {});
    const seen = await this.access.seen(this.dataSource.manager, actor, [youngPerson]);
    if (!seen.has(youngPerson)) throw notFound(NOBODY, [{ field: 'youngPerson', message: NOBODY }]);
    return youngPerson;
  }

  /** In the placement's transaction: their id; a newcomer is on record from then on. */
  async record(manager: EntityManager, actor: Actor, unitId: string, who: string | Newcomer): Promise<string> {
    return typeof who === 'string' ? who : this.newcomers.register(manager, actor, unitId, who);
  }

  /** The unit where they are reads their record. */
  async letRead(manager: EntityManager, actor: Actor, unitId: string, youngPersonId: string): Promise<void> {
    const granted = { youngPersonId, unitId, why: 'stay' as const, grantedBy: actor.id, at: this.clock.now() };
    await this.access.grant(manager, granted);
  }
}

const NOBODY =
  'We could not find this young person among those whose records you may see. Give their case number, or their name and date of birth.';
