import type { RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Assets {
  /** Answers everything under /assets. */
  serve: RequestHandler;
  /** The address of an asset, for templates. */
  address(name: string): string;
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/**
 * What pages load: our own files, and the scripts and icons of the two frontend packages, read once at the start. The
 * address holds a hash over all of them: browsers keep each for a year, and a new release is seen at once. Nothing but
 * these files is served, neither crown nor typeface of GOV.UK among them.
 */
export function loadAssets(): Assets {
  const files = new Map<string, Buffer>();
  const govuk = join(packageFolder('govuk-frontend'), 'dist/govuk');
  const moj = join(packageFolder('@ministryofjustice/frontend'), 'moj');
  files.set('govuk-frontend.min.js', readFileSync(join(govuk, 'govuk-frontend.min.js')));
  files.set('moj-frontend.min.js', readFileSync(join(moj, 'moj-frontend.min.js')));
  readInto(files, join(moj, 'assets/images'), 'images/', /^icon-.*\.svg$/);
  // Beside this file when built; a run from the sources takes the style sheet of the last build, if there is one.
  readInto(files, join(here, '../../dist/src/web/public'), '', /\.css$/);
  readInto(files, join(here, 'public'), '', /\.(css|js|svg)$/);

  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(name).update(content);
  const release = hash.digest('hex').slice(0, 12);
  const serve: RequestHandler = (req, res, next) => {
    const [, first = '', rest = ''] = /^\/([^/]+)\/?(.*)$/.exec(req.path) ?? [];
    const current = first === release;
    const name = current ? rest : req.path.slice(1);
    const content = files.get(name);
    if (!content || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    res.set('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
    res.set('Cache-Control', current ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    res.send(content);
  };
  return { serve, address: (name) => `/assets/${release}/${name}` };
}

function readInto(files: Map<string, Buffer>, folder: string, prefix: string, which: RegExp): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => which.test(file))) {
    files.set(prefix + name, readFileSync(join(folder, name)));
  }
}
