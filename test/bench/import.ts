import { addDays } from '../../src/kernel/nights.js';
import { call } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { sayFigure, spreadOf, figure } from './frame.js';
import { query, type Database, type Stage } from './stage.js';

const EVENTS = 5_000;
const PEOPLE = 200;
const ROUNDS = 3;
const BEDS = 4;

/** Somebody who signs for the unit, and young people each with a name of their own. */
async function furnish({ ownerUrl }: Database, { unit, user }: Place): Promise<void> {
  await query(ownerUrl, `UPDATE users SET role = 'manager' WHERE id = $1`, [user]);
  await query(ownerUrl, `UPDATE unit_members SET capacity = 'registered_manager' WHERE user_id = $1`, [user]);
  await query(
    ownerUrl,
    `UPDATE young_people y SET first_name = 'Kit', last_name = 'No' || n.place
       FROM (SELECT id, row_number() OVER (ORDER BY case_number) - 1 AS place FROM young_people) n WHERE n.id = y.id`,
  );
  await query(ownerUrl, `UPDATE beds SET registered_from = '2000-01-01' WHERE unit_id = $1`, [unit]);
  await query(ownerUrl, 'VACUUM ANALYZE');
}

/** A diary of four beds full for years: stays of two nights, most of them over, the rest to come. */
function diary(round: number): string {
  const compact = (date: string) => date.replaceAll('-', '');
  const events = Array.from({ length: EVENTS }, (_, at) => {
    const arrival = addDays(day(-2_200), Math.floor(at / BEDS) * 2);
    return [
      ...[
        'BEGIN:VEVENT',
        `UID:${round}-${at}@bench.example`,
        'DTSTAMP:20270101T000000Z',
        `SUMMARY:Kit No${at % PEOPLE}`,
      ],
      `DTSTART;TZID=Europe/London:${compact(arrival)}T160000`,
      `DTEND;TZID=Europe/London:${compact(addDays(arrival, 2))}T100000`,
      'END:VEVENT',
    ];
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Bench//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

/** A diary of 5,000 events: read, looked at, brought in and taken back; and what others wait for meanwhile. */
export async function importBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_import');
  const [place] = (await fill(database, 1, 0, PEOPLE)) as [Place];
  await furnish(database, place);
  const { address } = await stage.service(database);
  const times: Record<string, number[]> = { read: [], looked: [], landed: [], undone: [], waited: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    let reading = true;
    const others = (async () => {
      let longest = 0;
      while (reading) longest = Math.max(longest, await timed(() => call(address, place.token, 'GET', '/api/v1/me')));
      return longest;
    })();
    const form = new FormData();
    form.append('file', new Blob([diary(round)]), 'diary.ics');
    const headers = { authorization: `Bearer ${place.token}` };
    let id = '';
    const path = () => `/api/v1/diary-imports/${id}`;
    const ask = async <T>(method: 'GET' | 'POST', of: string, body?: object): Promise<T> => {
      const { status, text } = await call(address, place.token, method, path() + of, body);
      if (status !== 200) throw new Error(`${method} ${of} answered ${status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as T;
    };
    times['read']!.push(
      await timed(async () => {
        const answer = await fetch(`${address}/api/v1/units/${place.unit}/diary-imports`, {
          method: 'POST',
          headers,
          body: form,
        });
        ({ id } = (await answer.json()) as { id: string });
      }),
    );
    reading = false;
    times['waited']!.push(await others);
    await query(
      database.ownerUrl,
      `INSERT INTO diary_names (import_id, key, young_person_id, answered_at, answered_by)
       SELECT $1, lower(first_name || ' ' || last_name), id, now(), $2 FROM young_people`,
      [id, place.user],
    );
    let preview = { token: '', counts: { lands: 0 } };
    times['looked']!.push(await timed(async () => void (preview = await ask('GET', ''))));
    if (preview.counts.lands < EVENTS * 0.99) throw new Error(`Only ${preview.counts.lands} land`);
    times['landed']!.push(await timed(() => ask('POST', '/land', { token: preview.token })));
    times['undone']!.push(await timed(() => ask('POST', '/undo', {})));
  }
  const say = (name: string, what: string) =>
    sayFigure(`import of 5,000 events: ${what}`, `${figure(spreadOf(times[name]!))} ms`);
  say('read', 'read in a thread');
  say('waited', 'longest wait of others meanwhile');
  say('looked', 'looked at');
  say('landed', 'brought in');
  say('undone', 'taken back');
  await stage.endPrograms();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
