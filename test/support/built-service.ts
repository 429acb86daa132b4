import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/platform/database/free-port.js';

const MAIN = join(process.cwd(), 'dist/src/main.js');
const WORKER = [process.execPath, join(process.cwd(), 'dist/src/worker.js')];

/** The built program in a process of its own, as `npm start` runs it. */
export class BuiltService {
  private static readonly running = new Set<ChildProcess>();
  private said = '';
  private complained = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    BuiltService.running.add(child);
    child.once('exit', () => BuiltService.running.delete(child));
    child.stdout!.on('data', (data: Buffer) => (this.said += data.toString()));
    child.stderr!.on('data', (data: Buffer) => (this.complained += data.toString()));
  }

  /** Runs it with these settings and nothing else from our environment. */
  static run(settings: Record<string, string>, port: number, command = [process.execPath, MAIN]): BuiltService {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PORT: String(port), LOG_LEVEL: 'warn', ...settings };
    const [program, ...args] = command as [string, ...string[]];
    return new BuiltService(spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }), port);
  }

  /** Runs it and waits until it says that it answers. */
  static async start(
    settings: Record<string, string>,
    command?: string[],
    ready = ' is ready at ',
  ): Promise<BuiltService> {
    const service = BuiltService.run(settings, await freePort(), command);
    const ended = once(service.child, 'exit').then(() => {
      throw new Error(`The service ended: ${service.complained}`);
    });
    ended.catch(() => undefined);
    while (!service.said.includes(ready)) await Promise.race([once(service.child.stdout!, 'data'), ended]);
    await new Promise((written) => setTimeout(written, 50));
    return service;
  }

  /** Runs the worker and waits until it says that it works. */
  static startWorker(settings: Record<string, string>): Promise<BuiltService> {
    return BuiltService.start(settings, WORKER, ' does its jobs here');
  }

  /** For after a test that failed half-way: nothing it started goes on. */
  static async stopAll(): Promise<void> {
    for (const child of BuiltService.running) {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    }
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get stdout(): string {
    return this.said;
  }

  get stderr(): string {
    return this.complained;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Its exit code, when it has ended; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}

/** The PostgreSQL that a data folder names: its process, and the address of its superuser. */
export function postgresOf(dataDir: string): { pid: number; url: string } {
  const cluster = join(dataDir, 'postgres/cluster');
  const [pid, , , port] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  const { postgres } = JSON.parse(readFileSync(join(cluster, 'short-breaks.json'), 'utf8')) as { postgres: string };
  return { pid: Number(pid), url: `postgres://postgres:${postgres}@127.0.0.1:${port}/short_breaks` };
}
