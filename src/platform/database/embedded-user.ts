import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user whom PostgreSQL runs as when root starts the service: PostgreSQL refuses to run as root. */
export interface RunAs {
  uid: number;
  gid: number;
}

interface FileFacts extends RunAs {
  mode: number;
}

const facts = (path: string): FileFacts | undefined => statSync(path, { throwIfNoEntry: false });

/** Whether that user may pass through the folder and every folder above it, going by owner, group and mode. */
export function canReach(folder: string, user: RunAs, look: (path: string) => FileFacts | undefined = facts): boolean {
  const found = look(folder);
  if (!found) return false;
  const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
  if (!((found.mode >> shift) & 1)) return false;
  return dirname(folder) === folder || canReach(dirname(folder), user, look);
}

/**
 * Whom to run PostgreSQL as, best first: who owns the data folder, else the system's `postgres`,
 * else `nobody`. Never root.
 */
export function candidates(owner: RunAs | undefined, passwd: string): RunAs[] {
  const named = (name: string): RunAs | undefined => {
    const [, , uid, gid] = (passwd.split('\n').find((line) => line.startsWith(`${name}:`)) ?? '').split(':');
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
  };
  const wanted = [owner, named('postgres'), named('nobody') ?? { uid: 65534, gid: 65534 }];
  return wanted.filter((user): user is RunAs => user !== undefined && user.uid !== 0);
}

export function usersFor(folder: string): RunAs[] {
  let passwd = '';
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    // a system without it still has a nobody
  }
  return candidates(facts(folder), passwd);
}

export const isRoot = (): boolean => process.getuid?.() === 0;
