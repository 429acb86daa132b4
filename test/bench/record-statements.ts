import { writeFileSync } from 'node:fs';
import pg from 'pg';

/**
 * Loaded into the service with --import: from one SIGUSR2 to the next it notes what is sent to the database, and then
 * writes it as JSON into the file that RECORD names.
 */
export interface Sent {
  text: string;
  values: unknown[];
}

const sent: Sent[] = [];
let recording = false;
const prototype = pg.Client.prototype as unknown as { query(...given: unknown[]): unknown };
const { query } = prototype;

prototype.query = function (...given) {
  const [first, values] = given as [string | Sent | undefined, unknown];
  const call = typeof first === 'string' ? { text: first, values } : first;
  if (recording && call?.text) sent.push({ text: call.text, values: (call.values as unknown[] | undefined) ?? [] });
  return query.apply(this, given);
};

process.on('SIGUSR2', () => {
  if (recording) writeFileSync(process.env['RECORD']!, JSON.stringify(sent.splice(0)));
  recording = !recording;
});
