import pg from 'pg';

interface Query {
  (this: pg.Client, ...given: unknown[]): unknown;
}

/** What the service sends to its database while `work` runs, each as its verb and its table: `SELECT bed_claims`. */
export async function statementsOf(work: () => PromiseLike<unknown>): Promise<string[]> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const sent: string[] = [];
  prototype.query = function (...given) {
    const { connectionParameters } = this as unknown as { connectionParameters: { application_name?: string } };
    const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text?: string }).text;
    if (connectionParameters.application_name === 'short-breaks' && text) sent.push(inShort(text));
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return sent;
}

const VERB = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b/i;
const TABLE = /\b(?:FROM|INTO|UPDATE)\s+"?([a-z_]{3,})"?/i;

/** What stands in brackets is a part of something else. */
function inShort(text: string): string {
  let bare = text;
  while (/\([^()]*\)/.test(bare)) bare = bare.replaceAll(/\([^()]*\)/g, ' ');
  const [verb] = VERB.exec(bare) ?? [];
  const [, table] = TABLE.exec(bare) ?? TABLE.exec(text) ?? [];
  return verb && table ? `${verb.toUpperCase().split(' ')[0]} ${table}` : text.trim();
}
