import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/platform/database/free-port.js';
import { until } from './until.js';

/** Whether this machine has a Redis to run. Without one, what needs it is skipped and says so. */
export function hasRedis(): boolean {
  const there = spawnSync('redis-server', ['--version']).status === 0;
  if (!there) process.stderr.write('No redis-server on this machine: the tests on Redis are skipped.\n');
  return there;
}

/** A Redis of the test's own, which keeps nothing on disk: killed, it comes back empty. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'short-breaks-redis-'));

  private constructor(
    readonly port: number,
    private readonly options: string[],
  ) {}

  static async start(options: string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Runs it, or runs it again on the same port. */
  async run(): Promise<void> {
    const args = [
      '--port',
      `${this.port}`,
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      this.folder,
    ];
    const [config, ...rest] = this.options.at(0)?.startsWith('/') ? this.options : ['', ...this.options];
    this.child = spawn('redis-server', [...(config ? [config] : []), ...args, ...rest], { stdio: 'ignore' });
    await until(() => answers(this.port));
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One inline command and the beginning of its answer. */
export function ask(port: number, command: string): Promise<string> {
  return new Promise((answer, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => {
      answer(data.toString());
      socket.destroy();
    });
    socket.once('error', failed);
    socket.once('close', () => failed(new Error('closed')));
  });
}

async function answers(port: number): Promise<boolean> {
  return ask(port, 'PING').then(
    (said) => said.startsWith('+PONG'),
    () => false,
  );
}
