import { createHash, createHmac } from 'node:crypto';
import { pool, run } from './bare-reads.js';

const WHO = `
  SELECT u.id, u.role, f.uid_key AS key, f.fetched_at IS NULL OR f.fetched_at < $2::timestamptz - interval '1 minute' AS is_stale,
    (SELECT coalesce(array_agg(m.unit_id), '{}') FROM unit_members m WHERE m.user_id = u.id) AS units
  FROM feed_addresses f JOIN users u ON u.id = f.user_id
  WHERE f.secret_hash = $1 AND u.ended_at IS NULL AND NOT u.must_change_password`;
const STAYS = `
  SELECT s.id, to_char(s.arrival, 'YYYYMMDD') AS arrival, to_char(s.departure, 'YYYYMMDD') AS departure,
         s.state IN ('cancelled', 'no_show') AS cancelled, e.steps - 1 AS sequence,
         to_char(e.last AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS last
    FROM stays s JOIN units u ON u.id = s.unit_id CROSS JOIN LATERAL (
      SELECT count(*)::int AS steps, max(at) AS last FROM stay_events WHERE stay_id = s.id AND action NOT IN ('away', 'back', 'reviewed')) e
   WHERE u.feeds_allowed AND s.unit_id = ANY ($1) AND s.arrival < $3::date + interval '21 months' + interval '1 day'
     AND s.departure > $3::date - interval '3 months' AND s.arrival > $3::date - 500 AND s.booked_at <= $2
   ORDER BY s.arrival, s.id`;

const HEAD = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Short Breaks//Calendar feed//EN
CALSCALE:GREGORIAN
NAME:Short breaks
X-WR-CALNAME:Short breaks
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
`;

interface Row {
  id: string;
  arrival: string;
  departure: string;
  cancelled: boolean;
  sequence: number;
  last: string;
}

/** The feed at a secret address: two reads, and each event put together by hand. */
export async function bareFeed(path: string): Promise<string> {
  const now = new Date();
  const secret = createHash('sha256').update(path.slice('/feeds/'.length, -'.ics'.length)).digest();
  const { rows } = await run<{ id: string; key: Buffer; is_stale: boolean; units: string[] }>(pool, WHO, [secret, now]);
  const [who] = rows;
  if (!who) throw new Error('unknown feed');
  if (who.is_stale) await run(pool, 'UPDATE feed_addresses SET fetched_at = $2 WHERE user_id = $1', [who.id, now]);
  const stays = await run<Row>(pool, STAYS, [who.units, now, now.toISOString().slice(0, 10)]);
  const events = stays.rows.map((row) => eventOf(row, who.key)).join('');
  return `${HEAD}${events}END:VCALENDAR\n`.replaceAll('\n', '\r\n');
}

function eventOf({ id, arrival, departure, cancelled, sequence, last }: Row, key: Buffer): string {
  return `BEGIN:VEVENT
UID:${createHmac('sha256', key).update(id).digest('base64url')}@short-breaks
SEQUENCE:${sequence}
DTSTAMP:${last}
DTSTART;VALUE=DATE:${arrival}
DTEND;VALUE=DATE:${departure}
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE
SUMMARY:Occupied
TRANSP:TRANSPARENT
STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}
X-MICROSOFT-CDO-BUSYSTATUS:FREE
LAST-MODIFIED:${last}
CLASS:PRIVATE
END:VEVENT
`;
}
