import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder, beside the databases of the run where there is one. Under root, PostgreSQL runs as somebody else, who may
 * pass through it: else what is copied in it would share one database.
 */
export function aFolder(): string {
  const folder = mkdtempSync(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'short-breaks-'));
  chmodSync(folder, 0o755);
  return folder;
}
