import type { Writable } from 'node:stream';
import pg from 'pg';

const MOST = 400;
const names = new Map<string, string>();

/** The name under which a statement is prepared; undefined once there are too many to keep. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST) return known;
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that prepares each statement with parameters once: planning the service's larger reads takes several
 * times as long as running them. The statements are the service's own, so their number is bounded; what comes after the
 * four hundredth is sent as usual. Statements that are sent without waiting for each other leave in one write.
 */
export class PreparingClient extends pg.Client {
  override query(...given: unknown[]): never {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    const [text, values, ...rest] = given;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && statementName(text);
    const call = super.query.bind(this) as (...args: unknown[]) => never;
    return name ? call({ name, text, values }, ...rest) : call(...given);
  }
}
