import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/platform/database/embedded-database.js';
import { freePort } from '../../src/platform/database/free-port.js';
import { migrate } from '../../src/platform/database/migrate.js';

export interface Database {
  serviceUrl: string;
  ownerUrl: string;
  adminUrl: string;
}

/** The benchmark's own PostgreSQL, safe on disk as a user's is, and what runs beside it. */
export class Stage {
  private readonly programs = new Set<ChildProcess>();

  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedDatabase,
  ) {}

  static async build(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'short-breaks-bench-'));
    const server = await startEmbeddedDatabase({
      dataDir: folder,
      onLost: (error) => {
        throw error;
      },
    });
    await migrate(server.ownerUrl, 'short_breaks');
    return new Stage(folder, server);
  }

  async strike(): Promise<void> {
    await this.endPrograms();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async endPrograms(): Promise<void> {
    for (const program of this.programs) {
      const ended = once(program, 'exit');
      program.kill('SIGTERM');
      await ended;
    }
  }

  /** A database with units and what can be proposed in them. */
  async database(name: string, template = 'short_breaks'): Promise<Database> {
    const admin = new pg.Client({ connectionString: this.server.adminUrl });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER short_breaks_owner`);
    await admin.end();
    const inside = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href;
    const { serviceUrl, ownerUrl, adminUrl } = this.server;
    return { serviceUrl: inside(serviceUrl), ownerUrl: inside(ownerUrl), adminUrl: inside(adminUrl) };
  }

  /** Runs a built program; comes back when it has said that it is ready. */
  async run(
    script: string,
    settings: Record<string, string>,
    ready: string,
    args: string[] = [],
  ): Promise<{ pid: number; said: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', script), ...args], {
      env: { PATH, HOME, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.programs.add(child);
    child.once('exit', () => this.programs.delete(child));
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    while (!said.includes(ready)) {
      if (child.exitCode !== null) throw new Error(`${script} ended`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
    return { pid: child.pid!, said };
  }

  /** The service's web program on the database, on a free port. */
  async service(database: Database, more: Record<string, string> = {}): Promise<{ address: string; pid: number }> {
    const port = String(await freePort());
    const settings = { DATABASE_URL: database.serviceUrl, PORT: port, WORKER_PROCESSES: '1', ...more };
    const { pid } = await this.run('src/main.js', settings, ' is ready at ');
    return { address: `http://127.0.0.1:${port}`, pid };
  }

  /** A program of the benchmark's own, which is given this and a free port; its address. */
  async contestant(
    script: 'bare-server' | 'bare-queue' | 'replay',
    given: string,
    more: string[] = [],
  ): Promise<string> {
    const port = String(await freePort());
    await this.run(`test/bench/${script}.js`, {}, 'ready', [given, port, ...more]);
    return `http://127.0.0.1:${port}`;
  }
}

export async function query<T extends pg.QueryResultRow>(
  address: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}
