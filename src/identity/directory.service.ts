import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

/** A CAS worker who can be a key worker or co-worker. */
export interface Worker {
  id: string;
  name: string;
  email: string;
}

const MOST_WORKERS = 1000;

/** The organisation's CAS workers, for choosing one. */
@Injectable()
export class DirectoryService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async casWorkers(organisationId: string): Promise<Worker[]> {
    return this.dataSource.query<Worker[]>(
      `SELECT id, name, email FROM users
       WHERE organisation_id = $1 AND role = 'cas_worker' AND ended_at IS NULL
       ORDER BY name, id LIMIT ${MOST_WORKERS}`,
      [organisationId],
    );
  }

  /** Who signs for the unit: its registered manager, else a delegate; nobody where it has neither. */
  async signerOf(manager: EntityManager, unitId: string): Promise<{ id: string; name: string } | undefined> {
    const [signer] = await manager.query<{ id: string; name: string }[]>(
      `SELECT u.id, u.name FROM unit_members m JOIN users u ON u.id = m.user_id
       WHERE m.unit_id = $1 AND m.capacity IN ('registered_manager', 'delegate')
         AND u.role = 'manager' AND u.ended_at IS NULL
       ORDER BY m.capacity = 'registered_manager' DESC, u.name, u.id LIMIT 1 FOR SHARE OF u`,
      [unitId],
    );
    return signer;
  }

  /** Everybody who signs for the unit, its registered manager first: whom to ring at night. */
  async signersOf(manager: EntityManager, unitId: string): Promise<{ id: string; name: string }[]> {
    return manager.query(
      `SELECT u.id, u.name FROM unit_members m JOIN users u ON u.id = m.user_id
       WHERE m.unit_id = $1 AND m.capacity IN ('registered_manager', 'delegate')
         AND u.role = 'manager' AND u.ended_at IS NULL
       ORDER BY m.capacity = 'registered_manager' DESC, u.name, u.id LIMIT 50`,
      [unitId],
    );
  }

  /**
   * The CAS worker with this id or email address, if the account is open. The row is locked against an end or a
   * change of role until the transaction is over.
   */
  async casWorker(manager: EntityManager, organisationId: string, idOrEmail: string): Promise<Worker | undefined> {
    const [worker] = await manager.query<Worker[]>(
      `SELECT id, name, email FROM users
       WHERE organisation_id = $1 AND role = 'cas_worker' AND ended_at IS NULL AND (id::text = $2 OR lower(email) = $2)
       FOR SHARE`,
      [organisationId, idOrEmail.trim().toLowerCase()],
    );
    return worker;
  }
}
