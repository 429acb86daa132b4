import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
const ROOM = 3 * 2 ** 30;

/**
 * Where the tests put their databases: in memory, where this machine has a folder for that and room to spare, else where
 * temporary files go. Nothing here outlives a crash of the machine; on a disk, to make a database of some thousand files
 * takes a suite ten times as long.
 */
export function folderInMemory() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM && freemem() >= 2 * ROOM && runsPrograms(MEMORY) ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** PostgreSQL may have to bring its programs along, or links to its libraries. */
function runsPrograms(folder) {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const options = mounts.map((line) => line.split(' ')).findLast(([, at]) => at === folder)?.[3];
  return options !== undefined && !options.split(',').includes('noexec');
}
