/** Builds into dist/ when a source is newer than the last build; says nothing and costs little when none is. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const sources = ['src', 'migrations', 'config', 'package.json', 'tsconfig.json', 'nest-cli.json'];

/** The latest change below a path, or to the folder itself: a deleted file changes only its folder. */
function changedAt(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry || /\.spec\.ts$/.test(path)) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

/** Removes what an earlier build made of a source that is gone: a renamed migration would run under both names. */
function prune(folder) {
  for (const entry of readdirSync(join(root, 'dist', folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) prune(path);
    const source = path.replace(/\.js(\.map)?$/, '.ts');
    if (/\.(js|js\.map|njk)$/.test(path) && !existsSync(join(root, source)) && !existsSync(join(root, path)))
      rmSync(join(root, 'dist', path));
  }
}

function build() {
  process.stdout.write('Building the service …\n');
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const [program, ...rest] = npm ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(program, [...rest, 'run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write('The build failed: the lines above say where. Nothing was started.\n');
    process.exit(1);
  }
  for (const folder of ['src', 'config', 'migrations']) if (existsSync(join(root, 'dist', folder))) prune(folder);
  writeFileSync(stamp, `${started}\n`);
}

export function buildWhenStale() {
  const builtAt = existsSync(stamp) ? Number(readFileSync(stamp, 'utf8')) : 0;
  if (!builtAt || Math.max(...sources.map((source) => changedAt(join(root, source)))) > builtAt) build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildWhenStale();
