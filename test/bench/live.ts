import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { call } from './clients.js';
import { fill, type Place } from './fill.js';
import { figure, say, sayFigure, spreadOf } from './frame.js';
import { SESSION_SECRET, signedIn } from './sessions.js';
import { query, type Database, type Stage } from './stage.js';

const BOARDS = 200;
const ROUNDS = 12;
const CHANGES = 10_000;
const WARM = 2_000;
const METRICS_TOKEN = 'a-scraper-of-the-bench';

/** Somebody's open board: its stream at one of two web processes, and what it heard last. */
interface Board {
  address: string;
  cookie: string;
  heardAt: number;
  /** Within how many milliseconds it may fetch its page. */
  spread: number;
  close: () => void;
}

/** Open boards that hear of one change, as many as a council has, and what ten thousand changes leave in memory. */
export async function liveBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_live');
  const [place] = await fill(database, 1, ROUNDS * 3);
  // With little room for what nobody holds any more, what is in use is what is held.
  const NODE_OPTIONS = '--max-old-space-size=192';
  const settings = { SESSION_SECRET, METRICS_TOKEN, WEB_PROCESSES: '2', NODE_OPTIONS };
  const services = [await stage.service(database, settings), await stage.service(database, settings)];
  const cookies = await boardsOf(database, place!);
  const boards = await Promise.all(cookies.map((cookie, at) => openBoard(services[at % 2]!.address, cookie)));
  try {
    await hearing(services[0]!.address, place!, boards);
    await memory(services, database, place!, boards);
  } finally {
    for (const board of boards) board.close();
    await stage.endPrograms();
  }
}

async function hearing(address: string, place: Place, boards: Board[]): Promise<void> {
  const heard: number[] = [];
  const answered: number[] = [];
  const shown: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const board of boards) board.heardAt = 0;
    const { id, arrival, departure } = place.requests.shift()!;
    const begun = performance.now();
    const { status, text } = await call(address, place.token, 'POST', `/api/v1/requests/${id}/offers`, {
      arrival,
      departure,
    });
    if (status !== 201) throw new Error(`${status}: ${text.slice(0, 300)}`);
    const answer = performance.now();
    while (boards.some(({ heardAt }) => heardAt === 0)) await sleep(2);
    const last = Math.max(...boards.map(({ heardAt }) => heardAt));
    const times = [last - begun, last - answer] as const;
    // Every board fetches its page, as it does when its stream tells it to, at an instant of its own.
    const pages = await Promise.all(
      boards.map(async (board) => {
        await sleep(Math.random() * board.spread);
        return look(board, '/calendar');
      }),
    );
    if (pages.some((page) => page.status !== 200)) throw new Error('A board could not look again');
    // The first round warms up.
    if (round > 0) {
      heard.push(times[0]);
      answered.push(times[1]);
      shown.push(performance.now() - begun);
    }
    await sleep(1_000);
  }
  const most = Math.max(...heard);
  const wanted = `within 1,000 ms: ${most <= 1_000 ? 'reached' : 'NOT REACHED'}`;
  sayFigure(
    `${BOARDS} open boards at two processes hear of one offer, the last`,
    `${figure(spreadOf(heard))} ms, at worst ${most.toFixed(0)} ms   ${wanted}`,
  );
  sayFigure('', `after the answer to whoever made it ${figure(spreadOf(answered))} ms`);
  sayFigure(
    'and have fetched their pages, the last',
    `${figure(spreadOf(shown))} ms, at worst ${Math.max(...shown).toFixed(0)} ms`,
  );
}

async function memory(
  services: readonly { address: string }[],
  database: Database,
  place: Place,
  boards: readonly Board[],
): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const change = async (times: number) => {
    for (let one = 0; one < times; one += 1)
      await client.query(`UPDATE beds SET area = $2 WHERE unit_id = $1 AND number = 1`, [place.unit, `area ${one}`]);
  };
  await change(WARM);
  const before = await heapOf(services);
  const begun = performance.now();
  await change(CHANGES);
  const seconds = (performance.now() - begun) / 1_000;
  await client.end();
  await sleep(2_000);
  const behind = boards.filter(({ heardAt }) => performance.now() - heardAt > 5_000).length;
  const after = await heapOf(services);
  const ratio = after / before;
  sayFigure(
    `heap of both processes with ${BOARDS} boards after ${CHANGES.toLocaleString('en')} changes`,
    `${ratio.toFixed(2)}   at most 1.1: ${ratio <= 1.1 ? 'reached' : 'NOT REACHED'}   ${megabytes(before)} MB before, ${megabytes(after)} MB after`,
  );
  say(`  ${(CHANGES / seconds).toFixed(0)} changes a second, told together; ${behind} boards fell behind`);
}

const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);

/** What stays in use between collections: the least of what is seen within some seconds. */
async function heapOf(services: readonly { address: string }[]): Promise<number> {
  const least = await Promise.all(
    services.map(async ({ address }) => {
      const seen: number[] = [];
      for (let one = 0; one < 40; one += 1) {
        const { text } = await call(address, METRICS_TOKEN, 'GET', '/metrics');
        seen.push(Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)![1]));
        await sleep(250);
      }
      return Math.min(...seen);
    }),
  );
  return least.reduce((sum, one) => sum + one, 0);
}

/** As many of the unit's staff as there are boards, each with a session of their own. */
async function boardsOf(database: Database, place: Place): Promise<string[]> {
  const users = await query<{ id: string }>(
    database.ownerUrl,
    `WITH made AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
       SELECT u.organisation_id, 'board' || n || '@bench.example', 'Board ' || n, 'unit_staff', 'none', now()
         FROM units u, generate_series(1, $2::int) n WHERE u.id = $1 RETURNING id),
     members AS (INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'staff' FROM made)
     SELECT id FROM made`,
    [place.unit, BOARDS],
  );
  const cookies = await signedIn(
    database,
    users.map(({ id }) => id),
  );
  return cookies.map(({ name, value }) => `${name}=${value}`);
}

function openBoard(address: string, cookie: string): Promise<Board> {
  return new Promise((opened, failed) => {
    const req = request(`${address}/live`, { agent: false, headers: { cookie } }, (res) => {
      if (res.statusCode !== 200) return failed(new Error(`The stream answered ${res.statusCode}`));
      const board: Board = { address, cookie, heardAt: 0, spread: 0, close: () => req.destroy() };
      res.on('data', (data: Buffer) => {
        const text = data.toString();
        if (text.includes('event: hello')) opened(board);
        board.spread = Number(/^id: (\d+)$/m.exec(text)?.[1] ?? board.spread);
        if (/^data: .*calendar:/m.test(text)) board.heardAt = performance.now();
      });
      res.on('error', () => undefined);
    });
    req.on('error', failed);
    req.end();
  });
}

function look({ address, cookie }: Board, path: string): Promise<{ status: number }> {
  return new Promise((done, failed) => {
    const headers = { cookie, accept: 'text/html', 'x-looks-again': 'yes' };
    request(address + path, { headers }, (res) => {
      res.resume();
      res.on('end', () => done({ status: res.statusCode! }));
    })
      .on('error', failed)
      .end();
  });
}
