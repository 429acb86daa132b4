import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canReach, isRoot, usersFor, type RunAs } from './embedded-user.js';
import { folderSentence, StartFailure } from './start-failure.js';

/** The folder in which the service's own PostgreSQL lives, and the user it runs as (undefined: whoever starts us). */
export interface Home {
  folder: string;
  cluster: string;
  log: string;
  runAs: RunAs | undefined;
}

/** Where root keeps a database whose data folder an unprivileged user cannot reach, as below /root. */
const ELSEWHERE = '/var/lib';

/**
 * Finds or makes DATA_DIR/postgres. When root starts the service and nobody else can reach the data folder,
 * DATA_DIR/postgres is a link to a folder of its own below /var/lib.
 */
export function openHome(dataDir: string): Home {
  const data = resolve(dataDir);
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const folder = join(data, 'postgres');
    return isRoot() ? homeOfRoot(data, folder) : { ...ownHome(folder), runAs: undefined };
  } catch (error) {
    const sentence = folderSentence(error, data);
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
  }
}

const at = (folder: string) => {
  const real = realpathSync(folder);
  return { folder: real, cluster: join(real, 'cluster'), log: join(real, 'postgresql.log') };
};

function ownHome(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const home = at(folder);
  for (const path of [home.folder, home.cluster]) {
    if (existsSync(path) && process.getuid && statSync(path).uid !== process.getuid())
      throw new StartFailure(
        `The database in ${path} belongs to another user: start the service as that user (or as root, if root made it), or name another folder in DATA_DIR.`,
      );
  }
  return home;
}

function homeOfRoot(data: string, folder: string): Home {
  const made = lstatSync(folder, { throwIfNoEntry: false });
  const cluster = made && statSync(join(folder, 'cluster'), { throwIfNoEntry: false });
  const users = cluster ? [{ uid: cluster.uid, gid: cluster.gid }] : usersFor(data);
  if (!made) {
    const runAs = users.find((user) => canReach(dirname(data), user));
    if (runAs) {
      letThrough(data, runAs);
      mkdirSync(folder, { mode: 0o711 });
    } else symlinkSync(elsewhere(data), folder);
  }
  const home = at(folder);
  const runAs = users.find((user) => canReach(home.folder, user));
  if (!runAs)
    throw new StartFailure(
      `PostgreSQL does not run as root, and no other user can reach ${home.folder}: name a folder that others may pass through in DATA_DIR, such as /var/lib/short-breaks.`,
    );
  return { ...home, runAs };
}

/** Others may pass through the data folder to the database, not list it. */
function letThrough(data: string, user: RunAs): void {
  if (!canReach(data, user)) chmodSync(data, statSync(data).mode | 0o011);
}

function elsewhere(data: string): string {
  try {
    const folder = mkdtempSync(join(ELSEWHERE, 'short-breaks-'));
    chmodSync(folder, 0o711);
    return folder;
  } catch (error) {
    throw new StartFailure(
      `PostgreSQL does not run as root, and no other user can reach ${data}: start the service as an ordinary user, or name a folder that others may pass through in DATA_DIR.`,
      { cause: error },
    );
  }
}
