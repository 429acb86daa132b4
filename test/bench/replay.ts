import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pool, run } from './bare-reads.js';
import type { Sent } from './record-statements.js';

/**
 * A bare server that sends the database what the service sent for one call, one statement after the other, and answers
 * the same bytes: no rule, no look at what comes back. The file holds the statements and the answer.
 */
const [port, file] = process.argv.slice(3) as [string, string];
const { statements, text } = JSON.parse(readFileSync(file, 'utf8')) as { statements: Sent[]; text: string };
const bytes = Buffer.from(text);

/** As pg takes it; the values have been through JSON. */
const asSent = (value: unknown): unknown =>
  (value as { type?: string } | null)?.type === 'Buffer' ? Buffer.from((value as { data: number[] }).data) : value;
const calls = statements.map(({ text, values }) => ({ text, values: values.map(asSent) }));

createServer((_, res) => {
  const answer = async () => {
    for (const { text, values } of calls) await run(pool, text, values);
    res
      .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length })
      .end(bytes);
  };
  answer().catch((error: Error) => res.writeHead(500).end(error.message));
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
