import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { PassedOver } from './domain/freed-bed.js';
import type { OfferState } from './domain/holding.js';
import { MOST_PASSED } from './domain/signed-list.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** Nights that came back while somebody waited for them: how many waited in all, and who was passed over. */
export interface FreedBed {
  /** The nights that came back. */
  freed: Nights;
  of: number;
  passed: (PassedOver & { place: number; points: number; request: RequestView })[];
  /** How many others were passed over: further down than the first fifty, or such as the reader may not see. */
  unseen: number;
}

/** The same of an offer, with where whom it is for stood on the waiting list, and when that was. */
export interface FromTheList extends FreedBed {
  at: Date;
  offerId: string;
  place: number;
  points: number;
}

/** The same as it stands in the list of a unit; `heldFor` is nobody where nobody could have the bed. */
export interface ListedBed extends FreedBed {
  id: string;
  at: Date;
  bed: { id: string; name: string };
  heldFor: HeldFor | null;
}

interface HeldFor extends Nights {
  place: number;
  points: number;
  request: RequestView | null;
  /** What became of the offer, and whether a manager signed it. */
  state: OfferState;
  isSigned: boolean;
  /** The family said yes or no. */
  isAnswered: boolean;
  /** The offer, where it still waits for a manager's signature. */
  toSign: string | null;
}

interface Row extends Nights {
  offerId: string;
  at: Date;
  place: number;
  of: number;
  points: number;
  passed: (PassedOver & { partId: string; place: number; points: number })[];
  inAll: number;
}

/** What was put on record when a bed that came back was held for somebody who waited. */
@Injectable()
export class FreedBedLooks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly requests: RequestsService,
  ) {}

  /**
   * Of those of the offers that came from the waiting list; for the unit's own people, and nothing for anybody else: why
   * somebody is passed over may be another child. Two queries, and that those who are shown were is on the trail.
   */
  async of(actor: Actor, unitId: string, offers: readonly { id: string }[]): Promise<FromTheList[]> {
    if (offers.length === 0 || !worksAt(actor, unitId)) return [];
    const rows = await this.dataSource.query<Row[]>(
      `SELECT l.offer_id AS "offerId", l.looked_at AS at, l.arrival, l.departure, l.place, l.waiting AS of, l.points,
              ${PASSED}
         FROM freed_bed_looks l WHERE l.offer_id = ANY ($1::uuid[]) AND l.unit_id = $2 ORDER BY l.looked_at, l.id`,
      [offers.map(({ id }) => id), unitId],
    );
    const seen = await this.seen(
      actor,
      unitId,
      rows.flatMap(({ passed }) => passed.map(({ partId }) => partId)),
    );
    return rows.map(({ arrival, departure, passed, inAll, ...row }) => ({
      ...row,
      ...{ freed: { arrival, departure }, ...those(passed, inAll, seen) },
    }));
  }

  /** Every bed of a unit that came back on nights that somebody waited for, the latest first; for its own people. */
  async list(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<Page<ListedBed>> {
    this.access.requireUnit(actor, unitId);
    const after = readCursor(cursor, ['instant', 'id'], unitId);
    const rows = await this.dataSource.query<ListedRow[]>(
      `SELECT l.id, l.looked_at AS at, l.arrival, l.departure, l.waiting AS of, l.place, l.points, ${PASSED},
              json_build_object('id', b.id, 'name', b.name) AS bed,
              o.part_id AS "heldFor", o.arrival AS "from", o.departure AS "to", o.state, o.signed_at IS NOT NULL AS "isSigned",
              o.recorded_by IS NOT NULL AS "isAnswered",
              CASE WHEN o.state = 'proposed' THEN o.id END AS "toSign"
         FROM freed_bed_looks l JOIN bed_claims c ON c.id = l.claim_id JOIN beds b ON b.id = c.bed_id
         LEFT JOIN offers o ON o.id = l.offer_id
        WHERE l.unit_id = $1 AND ($2::timestamptz IS NULL OR (l.looked_at, l.id) < ($2, $3::uuid))
        ORDER BY l.looked_at DESC, l.id DESC LIMIT $4`,
      [unitId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const page = pageOf(rows, limit, (last) => [last.at.toISOString(), last.id], unitId);
    const seen = await this.seen(
      actor,
      unitId,
      page.items.flatMap(({ passed, heldFor }) => [
        ...passed.map(({ partId }) => partId),
        ...(heldFor ? [heldFor] : []),
      ]),
    );
    const items = page.items.map(
      ({
        arrival,
        departure,
        passed,
        inAll,
        heldFor,
        place,
        points,
        from,
        to,
        state,
        isSigned,
        isAnswered,
        toSign,
        ...row
      }) => ({
        ...{ ...row, freed: { arrival, departure }, ...those(passed, inAll, seen) },
        heldFor:
          heldFor === null
            ? null
            : {
                ...{
                  place: place!,
                  points: points!,
                  arrival: from!,
                  departure: to!,
                  state: state!,
                  isSigned,
                  isAnswered,
                  toSign,
                },
                request: seen.find(({ partId }) => partId === heldFor) ?? null,
              },
      }),
    );
    return { items, next: page.next };
  }

  /** Those of the parts that the reader may see; that they were shown is on the trail. */
  private async seen(actor: Actor, unitId: string, ids: readonly string[]): Promise<RequestView[]> {
    const parts = [...new Set(ids)];
    return parts.length === 0 ? [] : this.requests.list(actor, { unitId, parts, limit: parts.length });
  }
}

type Passed = Row['passed'];

interface ListedRow extends Nights {
  id: string;
  at: Date;
  bed: ListedBed['bed'];
  of: number;
  place: number | null;
  points: number | null;
  passed: Passed;
  inAll: number;
  heldFor: string | null;
  from: string | null;
  to: string | null;
  state: OfferState | null;
  isSigned: boolean;
  /** The family said yes or no. */
  isAnswered: boolean;
  toSign: string | null;
}

/** In SQL, who was passed over by the look `l`, the best placed first, and how many in all. */
const PASSED = `(SELECT coalesce(json_agg(json_build_object('partId', p.part_id, 'place', p.place, 'points', p.points,
                                                          'code', p.code, 'sentence', p.sentence) ORDER BY p.place), '[]')
                 FROM passed_over p WHERE p.look_id = l.id AND p.place IN (
                   SELECT f.place FROM passed_over f WHERE f.look_id = l.id ORDER BY f.place LIMIT ${MOST_PASSED})) AS passed,
              (SELECT count(*)::int FROM passed_over p WHERE p.look_id = l.id) AS "inAll"`;

/** Those who were passed over whom the reader may see, and how many others there are. */
function those(passed: Passed, inAll: number, seen: readonly RequestView[]): Pick<FreedBed, 'passed' | 'unseen'> {
  const shown = passed.flatMap(({ partId, ...one }) => {
    const request = seen.find((part) => part.partId === partId);
    return request ? [{ ...one, request }] : [];
  });
  return { passed: shown, unseen: inAll - shown.length };
}
