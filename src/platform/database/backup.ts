import { createHash } from 'node:crypto';
import type { Pack } from 'tar-stream';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { quoted, sequencesOf, tablesToBackUp, type BackedTable, type Sequence } from './backup-tables.js';

const CHUNK = 4 * 2 ** 20;
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

/** What stands at the end of a backup: what it holds, and how to see that it is whole. */
export interface Manifest {
  format: number;
  service: 'short-breaks';
  madeAt: string;
  /** Names of the migrations that the database had. */
  migrations: string[];
  tables: (BackedTable & { rows: number; sha256: string })[];
  sequences: Sequence[];
}

/** The entries of one table in a backup, in PostgreSQL's text format, cut into pieces of a few megabytes. */
export const entryName = (table: string, piece: number): string =>
  `tables/${table}/${String(piece).padStart(6, '0')}.copy`;

/** Puts everything of one moment into the tar. Whoever works meanwhile is not held up. */
export async function backUp(address: string, now: Date, tar: Pack): Promise<Manifest> {
  const client = new pg.Client({ connectionString: address, application_name: 'short-breaks backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: migrations } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp');
    const tables: Manifest['tables'] = [];
    for (const table of await tablesToBackUp(client)) tables.push({ ...table, ...(await copyOut(client, table, tar)) });
    const manifest: Manifest = {
      format: FORMAT,
      service: 'short-breaks',
      madeAt: now.toISOString(),
      migrations: migrations.map(({ name }) => name),
      tables,
      sequences: await sequencesOf(client),
    };
    await put(tar, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 2)));
    await client.query('COMMIT');
    return manifest;
  } finally {
    await client.end();
  }
}

async function copyOut(client: pg.Client, { name, columns }: BackedTable, tar: Pack) {
  const stream = client.query(to(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
  const hash = createHash('sha256');
  let [rows, piece, size] = [0, 0, 0];
  let pieces: Buffer[] = [];
  // What PostgreSQL sends is cut anywhere; a piece ends with a row, for each is copied in by itself.
  const flush = async () => {
    const all = Buffer.concat(pieces);
    const end = all.lastIndexOf(10) + 1;
    if (end > 0) await put(tar, entryName(name, piece++), all.subarray(0, end));
    [pieces, size] = [[all.subarray(end)], all.length - end];
  };
  for await (const data of stream as AsyncIterable<Buffer>) {
    hash.update(data);
    rows += countLines(data);
    pieces.push(data);
    size += data.length;
    if (size >= CHUNK) await flush();
  }
  await flush();
  return { rows, sha256: hash.digest('hex') };
}

/** In the text format every row ends with a line end, and those within a value are escaped. */
export function countLines(data: Buffer): number {
  let lines = 0;
  for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function put(tar: Pack, name: string, content: Buffer): Promise<void> {
  return new Promise((done, failed) =>
    tar.entry({ name, mode: 0o600 }, content, (error) => (error ? failed(error) : done())).once('error', failed),
  );
}
