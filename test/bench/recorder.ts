import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Sent } from './record-statements.js';
import type { Database, Stage } from './stage.js';

const FILE = join(process.cwd(), 'dist/bench-statements.json');

/** The service on a database, with what it sends there written down. */
export class Recorder {
  private constructor(
    private readonly address: string,
    private readonly pid: number,
  ) {}

  static async beside(stage: Stage, database: Database): Promise<Recorder> {
    const recorder = pathToFileURL(join(process.cwd(), 'dist/test/bench/record-statements.js')).href;
    const settings = { NODE_OPTIONS: `--import=${recorder}`, RECORD: FILE };
    const { address, pid } = await stage.service(database, settings);
    return new Recorder(address, pid);
  }

  /** What a call comes to, when it is not the first of its kind. */
  async statementsOf(call: (address: string) => Promise<unknown>): Promise<Sent[]> {
    await call(this.address);
    rmSync(FILE, { force: true });
    process.kill(this.pid, 'SIGUSR2');
    await sleep(100);
    await call(this.address);
    process.kill(this.pid, 'SIGUSR2');
    while (!existsSync(FILE)) await sleep(20);
    await sleep(50);
    return JSON.parse(readFileSync(FILE, 'utf8')) as Sent[];
  }
}
