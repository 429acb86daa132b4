import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';
import type { PassedOver } from './domain/freed-bed.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** Where whom an offer is for stood on the waiting list, and everybody before them who asks for its nights. */
export interface FromTheList {
  offerId: string;
  /** The nights that came back. */
  freed: Nights;
  place: number;
  of: number;
  points: number;
  passed: (PassedOver & { place: number; points: number; request: RequestView })[];
  /** Others who were passed over, whom the reader may not see. */
  unseen: number;
}

interface Row extends Nights {
  offerId: string;
  place: number;
  of: number;
  points: number;
  passed: (PassedOver & { partId: string; place: number; points: number })[];
}

/** What was put on record when a bed that came back was held for somebody who waited. */
@Injectable()
export class FreedBedLooks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
  ) {}

  /**
   * Of those of the offers that came from the waiting list; for the unit's own people, and nothing for anybody else: why
   * somebody is passed over may be another child. Two queries, and that those who are shown were is on the trail.
   */
  async of(actor: Actor, unitId: string, offers: readonly { id: string }[]): Promise<FromTheList[]> {
    if (offers.length === 0 || !worksAt(actor, unitId)) return [];
    const rows = await this.dataSource.query<Row[]>(
      `SELECT l.offer_id AS "offerId", l.arrival, l.departure, l.place, l.waiting AS of, l.points,
              (SELECT coalesce(json_agg(json_build_object('partId', p.part_id, 'place', p.place, 'points', p.points,
                                                          'code', p.code, 'sentence', p.sentence) ORDER BY p.place), '[]')
                 FROM passed_over p WHERE p.look_id = l.id) AS passed
         FROM freed_bed_looks l WHERE l.offer_id = ANY ($1::uuid[]) AND l.unit_id = $2 ORDER BY l.looked_at, l.id`,
      [offers.map(({ id }) => id), unitId],
    );
    const parts = [...new Set(rows.flatMap(({ passed }) => passed.map(({ partId }) => partId)))];
    const seen = parts.length === 0 ? [] : await this.requests.list(actor, { unitId, parts, limit: parts.length });
    return rows.map(({ arrival, departure, passed, ...row }) => {
      const shown = passed.flatMap(({ partId, ...one }) => {
        const request = seen.find((part) => part.partId === partId);
        return request ? [{ ...one, request }] : [];
      });
      return { ...row, freed: { arrival, departure }, passed: shown, unseen: passed.length - shown.length };
    });
  }
}
