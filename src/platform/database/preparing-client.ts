import type { Duplex } from 'node:stream';
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

/** As TypeORM begins a transaction. */
const BEGIN = 'START TRANSACTION';
const BEGUN = { command: 'START', rows: [], rowCount: null };

/**
 * A connection that prepares each statement with parameters once: planning the service's larger reads takes several
 * times as long as running them. The statements are the service's own, so their number is bounded; what comes after the
 * four hundredth is sent as usual. Statements that are sent without waiting for each other leave in one write, and the
 * beginning of a transaction leaves with the first of them: if it fails, so do they.
 */
export class PreparingClient extends pg.Client {
  private beginning: Promise<unknown> | undefined;

  override query(...given: unknown[]): never {
    leaveTogether((this as unknown as { connection: { stream: Leaving } }).connection.stream);
    const [text, values, ...rest] = given;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && statementName(text);
    const call = super.query.bind(this) as (...args: unknown[]) => unknown;
    if (text === BEGIN) {
      const begun = call(BEGIN) as Promise<unknown>;
      this.beginning = begun;
      const isOver = () => (this.beginning = this.beginning === begun ? undefined : this.beginning);
      begun.then(isOver, isOver);
      return Promise.resolve(BEGUN) as never;
    }
    const sent = name ? call({ name, text, values }, ...rest) : call(...given);
    return (this.beginning && sent instanceof Promise ? this.afterBeginning(sent) : sent) as never;
  }

  private async afterBeginning(sent: Promise<unknown>): Promise<unknown> {
    const [, answer] = await Promise.all([this.beginning, sent]);
    return answer;
  }
}

type Leaving = Duplex & { leavesTogether?: true };

/** What is written to it until the next tick leaves as one piece: many small ones cost the system several times as much. */
function leaveTogether(stream: Leaving): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
  if (stream.leavesTogether) return;
  stream.leavesTogether = true;
  // As a stream says that it is bytes.
  const bytes = 'buffer' as BufferEncoding;
  stream._writev = (pieces, done) =>
    stream._write(Buffer.concat(pieces.map(({ chunk }) => chunk as Buffer)), bytes, done);
}
