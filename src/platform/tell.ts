import { SettingsError } from '../../config/env.js';
import { StartFailure } from './database/start-failure.js';

/** Why a program ended: a sentence where we know what to do; else everything, for whoever mends it. */
export function tell(error: unknown): void {
  const known = error instanceof StartFailure || error instanceof SettingsError;
  process.stderr.write(known ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`);
}
