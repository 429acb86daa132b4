import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Home } from './embedded-home.js';
import { linkedLibraries, programEnvironment, type Programs } from './embedded-programs.js';
import { folderSentence, postgresSentence, StartFailure } from './start-failure.js';

/** Passwords of the three roles of the embedded server: its superuser, who owns the tables, and the service. */
export interface Passwords {
  postgres: string;
  short_breaks_owner: string;
  short_breaks: string;
}

export const KEPT = 'short-breaks.json';
const UNFINISHED = 'short-breaks-first-start';
const newPassword = () => randomBytes(24).toString('hex');

/** Writes a file that only PostgreSQL's user (and root) can read. */
function keepSecret(home: Home, path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600 });
  if (home.runAs) chownSync(path, home.runAs.uid, home.runAs.gid);
}

/**
 * The cluster's passwords; makes the cluster if there is none. It is made beside its place and moved there whole, so
 * that a start that is killed half-way, or two at once, never leave one that is not complete.
 */
export async function openCluster(home: Home, programs: Programs, quick = false): Promise<Passwords> {
  if (!existsSync(home.cluster)) await makeCluster(home, programs, quick);
  sweep(home);
  const found = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim();
  if (found !== programs.version.split('.')[0])
    throw new StartFailure(
      `The database in ${home.cluster} was made by PostgreSQL ${found}, and this version of the service brings ${programs.version}: start the version of the service that made it, or move that folder away to begin with an empty database.`,
    );
  try {
    return JSON.parse(readFileSync(join(home.cluster, KEPT), 'utf8')) as Passwords;
  } catch (error) {
    throw new StartFailure(
      `${join(home.cluster, KEPT)} with the database's passwords cannot be read: put it back from a backup, or move ${home.cluster} away to begin with an empty database.`,
      { cause: error },
    );
  }
}

async function makeCluster(home: Home, programs: Programs, quick: boolean): Promise<void> {
  const making = join(home.folder, `cluster.new-${process.pid}`);
  const passwords: Passwords = {
    postgres: newPassword(),
    short_breaks_owner: newPassword(),
    short_breaks: newPassword(),
  };
  const passwordFile = `${making}.password`;
  try {
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    if (home.runAs) chownSync(making, home.runAs.uid, home.runAs.gid);
    keepSecret(home, passwordFile, passwords.postgres);
    const how = [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=en-GB',
      '--auth=scram-sha-256',
    ];
    await run(home, programs, 'initdb', [
      ...how,
      '-U',
      'postgres',
      '-D',
      making,
      `--pwfile=${passwordFile}`,
      ...(quick ? ['--no-sync'] : []),
    ]);
    keepSecret(home, join(making, KEPT), JSON.stringify(passwords));
    keepSecret(home, join(making, UNFINISHED), '');
    moveInto(making, home.cluster);
  } catch (error) {
    const sentence = folderSentence(error, home.folder);
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

function moveInto(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    const another = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!another || !existsSync(place)) throw error;
  }
}

/** Removes what starts that were killed half-way left beside the cluster. */
function sweep(home: Home): void {
  for (const name of readdirSync(home.folder)) {
    const pid = Number(/\.new-(\d+)(\.password)?$/.exec(name)?.[1] ?? NaN);
    if (pid && pid !== process.pid && !isAlive(pid)) rmSync(join(home.folder, name), { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the first start of this cluster never came to its end: nobody can have worked in it yet. */
export const isUnfinished = (home: Home): boolean => existsSync(join(home.cluster, UNFINISHED));
export const markFinished = (home: Home): void => rmSync(join(home.cluster, UNFINISHED), { force: true });

/** Runs one of PostgreSQL's programs to its end; Ctrl-C in the terminal does not reach it. */
export async function run(home: Home, programs: Programs, program: string, args: string[]): Promise<void> {
  const env = programEnvironment(linkedLibraries(programs, home.folder));
  const child = spawn(join(programs.folder, 'bin', program), args, {
    ...home.runAs,
    env,
    cwd: home.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const code = await new Promise((ended) =>
    child.once('error', (error) => ended((said += error.message))).once('close', ended),
  );
  if (code !== 0) throw new StartFailure(postgresSentence(said, home.folder));
}
