import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Answer } from './clients.js';
import { say } from './frame.js';
import type { Sent } from './record-statements.js';
import { Recorder } from './recorder.js';
import type { Database, Stage } from './stage.js';

/** Where the whole plans are written; the figures show what each comes down to. */
export const PLANS = join(process.cwd(), 'dist/bench-plans.txt');

interface Node {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: Node[];
}

/** What each statement of the calls comes down to on this database: its time, the pages it touches, and how it finds its rows. */
export async function plansOf(
  stage: Stage,
  database: Database,
  calls: readonly [title: string, call: (address: string) => Promise<Answer>][],
): Promise<void> {
  const recorder = await Recorder.beside(stage, database);
  const client = new pg.Client({ connectionString: database.serviceUrl });
  await client.connect();
  writeFileSync(PLANS, '');
  for (const [title, call] of calls) {
    const statements = await recorder.statementsOf(call);
    say(`plans of ${title}`);
    for (const statement of statements) await explain(client, title, statement);
  }
  await client.end();
  say(`The whole plans are in ${PLANS.slice(process.cwd().length + 1)}.`);
}

/**
 * Runs it once more, by the plan for any values that a prepared statement has, and takes it back. What the first run
 * has written is in the way of some.
 */
async function explain(client: pg.Client, title: string, { text, values }: Sent): Promise<void> {
  if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) return;
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL plan_cache_mode = force_generic_plan; PREPARE one AS ${text}`);
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : '';
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE one${given}`,
    );
    const [{ Plan: plan, 'Execution Time': ms }] = rows[0]!['QUERY PLAN'];
    const pages = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    say(
      `  ${ms.toFixed(2).padStart(7)} ms ${String(pages).padStart(5)} pages  ${brief(text)}  ${scansOf(plan).join(', ')}`,
    );
    writeFileSync(PLANS, `${title}\n${text}\n${JSON.stringify(rows[0]!['QUERY PLAN'], null, 1)}\n\n`, { flag: 'a' });
  } catch (error) {
    if (!/^23/.test((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.query('ROLLBACK');
    await client.query('DEALLOCATE ALL');
  }
}

/** How rows are found, by index or by reading a table through, with the rows that came of it. */
function scansOf(plan: Node): string[] {
  const own = /Scan$/.test(plan['Node Type']) && (plan['Index Name'] ?? plan['Relation Name']);
  const rows = Math.round(plan['Actual Rows'] * plan['Actual Loops']);
  const how = plan['Node Type'] === 'Seq Scan' ? `all of ${plan['Relation Name']}` : own;
  return [...(own ? [`${how} (${rows})`] : []), ...(plan.Plans ?? []).flatMap(scansOf)];
}

const brief = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 48).padEnd(48);

/** As pg would have sent it; the values have been through JSON. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`);
  if ((value as { type?: string }).type === 'Buffer')
    return pg.escapeLiteral(`\\x${Buffer.from((value as { data: number[] }).data).toString('hex')}`);
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value as string | number));
}
