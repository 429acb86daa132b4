import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, notFound } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { RequestsService } from './requests.service.js';
import { SignedLists } from './signed-lists.service.js';
import { Signatures } from './signatures.service.js';

/** A list that was signed as a whole and goes on. */
export interface OpenListView extends Nights {
  id: string;
  signedBy: string;
  signedAt: Date;
  places: (Nights & { place: number; request: string; offer: string | null; state: string | null })[];
}

/** The beds that are offered in turn now, for those who work at the unit, and the end of it by hand. */
@Injectable()
export class OpenLists {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly requests: RequestsService,
    private readonly signatures: Signatures,
    private readonly lists: SignedLists,
  ) {}

  /** Those on which nobody has said yes, the latest first. */
  async ofUnit(actor: Actor, unitId: string): Promise<OpenListView[]> {
    this.access.requireUnit(actor, unitId);
    return this.read('l.unit_id = $1', unitId);
  }

  /** That of an offer. */
  async ofOffer(actor: Actor, offerId: string): Promise<OpenListView[]> {
    const { unitId } = await this.requests.locate(actor, offerId, 'offer');
    this.access.requireUnit(actor, unitId);
    return this.read('l.id = (SELECT list_id FROM signed_places WHERE offer_id = $1)', offerId);
  }

  /** Whoever signs for the unit ends it; an offer that a family is asked about stays what it is. */
  async end(actor: Actor, listId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [list] = await manager.query<{ unitId: string }[]>(
        `SELECT unit_id AS "unitId" FROM signed_lists WHERE id = $1`,
        [listId],
      );
      if (!list || !actor.units.some(({ id }) => id === list.unitId)) throw notFound();
      this.signatures.requireSigner(actor, list.unitId);
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [list.unitId]);
      if (!(await this.lists.close(manager, actor, listId, 'by_hand'))) throw conflict('list-ended', ENDED);
    });
  }

  private read(condition: string, value: string): Promise<OpenListView[]> {
    return this.dataSource.query(
      `SELECT l.id, l.arrival, l.departure, u.name AS "signedBy", l.signed_at AS "signedAt",
              (SELECT json_agg(json_build_object('place', p.place, 'request', p.part_id, 'arrival', p.arrival,
                        'departure', p.departure, 'offer', o.id, 'state', o.state) ORDER BY p.place)
                 FROM signed_places p LEFT JOIN offers o ON o.id = p.offer_id WHERE p.list_id = l.id) AS places
         FROM signed_lists l JOIN users u ON u.id = l.signed_by
        WHERE ${condition} AND l.ended_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM signed_places p JOIN offers o ON o.id = p.offer_id WHERE p.list_id = l.id AND o.state = 'accepted')
        ORDER BY l.signed_at DESC, l.id LIMIT 100`,
      [value],
    );
  }
}

const ENDED = 'This list goes on to nobody any more already.';
