import type { IncomingMessage } from 'node:http';
import type { Bed, Claim } from '../../src/calendar/domain/claim.js';
import { staffedNights } from '../../src/calendar/domain/staffing.js';
import { readStaffing } from '../../src/calendar/staffing-reader.js';
import { addDays, addMonths, dateIn } from '../../src/kernel/nights.js';
import type { Guest } from '../../src/calendar/calendar.service.js';
import { around, roomFinder } from '../../src/requests/domain/make-room.js';
import { mayNeedMoves, optionsFor } from '../../src/requests/domain/options.js';
import { moveJson } from '../../src/requests/pages/options.json.js';
import { BEDS, CLAIMS, pool, readsOn, run, whoAsks } from './bare-reads.js';

const NAMES = `SELECT id, first_name AS "firstName", last_name AS "lastName" FROM young_people WHERE id = ANY ($1::uuid[])`;

/** Vacancies for anybody: the same reads, the service's own rule, and the same bytes. */
export async function vacancies(req: IncomingMessage, unitId: string, query: URLSearchParams): Promise<object> {
  const now = new Date();
  await whoAsks(req, now);
  const [from, to, nights] = ['from', 'to', 'nights'].map((name) => query.get(name)!) as [string, string, string];
  const unit = (
    await run<{ zone: string; youngest: number; oldest: number }>(
      pool,
      'SELECT zone, youngest, oldest FROM units WHERE id = $1',
      [unitId],
    )
  ).rows[0]!;
  const beds = (await run(pool, BEDS, [unitId])).rows as Bed[];
  const claims = (await run(pool, CLAIMS('unit_id'), [unitId, addDays(from, -1), to, now])).rows as Claim[];
  const wider = { arrival: addDays(from, -1), departure: to };
  const staffing = await readStaffing(readsOn(pool) as never, unitId, wider);
  const today = dateIn(now, unit.zone);
  const question = { from, to, nights: Number(nights), weekdays: [], today, horizon: addMonths(today, 18) };
  const loaded = around({ arrival: from, departure: to });
  const room = mayNeedMoves(question, { beds, claims })
    ? roomFinder(
        beds,
        (await run(pool, CLAIMS('unit_id'), [unitId, loaded.arrival, loaded.departure, now])).rows as Claim[],
        loaded,
      )
    : undefined;
  const { options, unavailable } = optionsFor(question, {
    ...(room && { room }),
    beds,
    claims,
    youngest: unit.youngest,
    oldest: unit.oldest,
    staffed: staffedNights(staffing, claims, wider),
    visitors: staffing.visitors,
  });
  const ids = [...new Set(options.flatMap(({ moves }) => moves.map(({ youngPersonId }) => youngPersonId)))];
  const named = await run<Guest>(pool, NAMES, [ids]);
  const names = new Map(named.rows.map((row) => [row.id, row]));
  return {
    options: options.map(({ arrival, departure, bed, beds: all, moves }) => ({
      arrival,
      departure,
      bed: { id: bed.id, name: bed.name },
      beds: all.map(({ id, name }) => ({ id, name })),
      moves: moves.map((move) => moveJson(move, names)),
    })),
    unavailable: unavailable.map(({ arrival, departure, reasons }) => ({ arrival, departure, reasons })),
  };
}
