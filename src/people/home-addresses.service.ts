import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';

/** Where a young person lives; empty while nobody has written it down. */
export interface HomeAddress {
  address: string;
  writtenBy: string | null;
  writtenAt: Date | null;
}

/** The home of a young person: each address stays on record, the last holds. */
@Injectable()
export class HomeAddresses {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** For those who may read the young person. */
  async of(actor: Actor, youngPersonId: string): Promise<HomeAddress> {
    return this.read(this.dataSource.manager, actor, youngPersonId);
  }

  /** The same, read by itself: written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<HomeAddress> {
    const home = await this.of(actor, youngPersonId);
    await this.trail(this.dataSource.manager, actor, 'home_address.read', youngPersonId);
    return home;
  }

  /** What nobody has changed is not written twice. */
  async write(actor: Actor, youngPersonId: string, address: string): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const before = await this.read(manager, actor, youngPersonId);
      refuseIfChanged(before);
      if (before.address === address) return;
      await manager.query(
        `INSERT INTO home_addresses (young_person_id, address, at, by_user) VALUES ($1, $2, $3, $4)`,
        [youngPersonId, address, this.clock.now(), actor.id],
      );
      await this.trail(manager, actor, 'home_address.written', youngPersonId);
    });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPersonId: string): Promise<void> {
    const subject = { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }

  private async read(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<HomeAddress> {
    await this.access.requireSight(manager, actor, youngPersonId);
    const [home] = await manager.query<HomeAddress[]>(
      `SELECT h.address, u.name AS "writtenBy", h.at AS "writtenAt"
         FROM home_addresses h JOIN users u ON u.id = h.by_user WHERE h.young_person_id = $1 ORDER BY h.id DESC LIMIT 1`,
      [youngPersonId],
    );
    return home ?? { address: '', writtenBy: null, writtenAt: null };
  }
}
