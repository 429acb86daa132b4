import type { House, TestUser } from './builders.js';
import type { TestApp } from './test-app.js';

/** A message to somebody whose address the mail server does not take. */
export async function aRefusedMessage(app: Pick<TestApp, 'sql'>, { id }: TestUser): Promise<void> {
  await app.sql(
    `INSERT INTO messages (user_id, made_at, due_at, state, tries, tried_at, ended_at, error)
     VALUES ($1, now(), now(), 'refused', 1, now(), now(), 'SMTP 550 to RCPT')`,
    [id],
  );
}

/** A computer that the house's people share. */
export async function aSharedComputer(app: Pick<TestApp, 'sql'>, { unit, manager }: House): Promise<string> {
  const [computer] = await app.sql<{ id: string }>(
    `INSERT INTO shared_computers (unit_id, name, token_hash, marked_at, marked_by)
     VALUES ($1, 'Office', sha256('x'), now(), $2) RETURNING id`,
    [unit, manager.id],
  );
  return computer!.id;
}
