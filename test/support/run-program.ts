import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one of the built programs, such as `backup`, with these settings and nothing else of our environment, to its end;
 * once what `killOnce` waits for has come, it is killed.
 */
export function runProgram(
  name: string,
  args: string[],
  settings: Record<string, string>,
  { killOnce }: { killOnce?: () => Promise<unknown> } = {},
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(process.cwd(), `dist/src/${name}.js`), ...args], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((ended, failed) => {
    child.once('error', failed);
    child.once('close', (code) => ended({ code, stdout, stderr }));
    killOnce?.().then(() => child.kill('SIGKILL'), failed);
  });
}
