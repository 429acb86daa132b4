import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import nunjucks from 'nunjucks';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from './assets.js';
import * as filters from './filters.js';

const src = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Templates are named from `src`, as in `requests/pages/options.njk`; GOV.UK's and MOJ's from their packages. */
export function useTemplates(app: NestExpressApplication, asset: (name: string) => string): void {
  const folders = [src, join(packageFolder('govuk-frontend'), 'dist'), packageFolder('@ministryofjustice/frontend')];
  const environment = nunjucks.configure(folders, { autoescape: true, throwOnUndefined: false, watch: false });
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter);
  environment.addGlobal('asset', asset);
  const express = app.getHttpAdapter().getInstance() as Express;
  environment.express(express);
  express.set('view engine', 'njk');
}
