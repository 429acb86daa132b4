import { hash } from '@node-rs/argon2';
import { PageClient } from '../support/page-client.js';
import type { Answer } from './clients.js';
import { inTurn } from './clients.js';
import { fill } from './fill.js';
import { compare } from './frame.js';
import { plansOf } from './plans.js';
import { query, type Database, type Stage } from './stage.js';

const PASSWORD = 'correct horse battery staple';
const ROLES = ['unit_staff', 'manager', 'cas_worker'] as const;
const FEW = 50;
const MANY = 5_000;
/** Of a unit that `fill` makes. */
const YOUNG_PEOPLE = 200;

/** The first page of each role, which lists what is theirs to do, with many open requests against few. */
export async function listsBench(stage: Stage): Promise<void> {
  const [few, many] = [await stage.database('bench_few'), await stage.database('bench_many')];
  const at = { few: await furnish(stage, few, FEW), many: await furnish(stage, many, MANY) };
  for (const role of ROLES) {
    const open = async (which: 'few' | 'many'): Promise<Answer> => at[which].clients[role].get('/');
    await compare({
      title: `first page, ${role.replaceAll('_', ' ')}, ${MANY} open requests, 4 clients`,
      ours: () => inTurn(60, 4, () => open('many')),
      theirs: () => inTurn(60, 4, () => open('few')),
      names: [`with ${MANY}`, `with ${FEW}`],
      goal: { atMost: 1.2 },
    });
  }
  await stage.endPrograms();
  await plansOf(stage, many, [
    [
      'the first page of unit staff',
      async (address) => (await PageClient.signIn(address, at.many.emails.unit_staff, PASSWORD)).get('/'),
    ],
  ]);
  await stage.endPrograms();
}

/**
 * One unit with as many open requests, in every state that is open without an offer; somebody of each role signed in. Of a
 * CAS worker's own young people 50 are open in both: the others are a colleague's.
 */
async function furnish(stage: Stage, database: Database, requests: number) {
  const [place] = await fill(database, 1, requests);
  await query(
    database.ownerUrl,
    `UPDATE request_parts p SET due_at = now() + (r.number % 700) * interval '1 hour',
            state = (ARRAY['submitted', 'in_review', 'waitlisted', 'more_information_needed'])[1 + r.number % 4]
       FROM requests r WHERE r.id = p.request_id`,
  );
  await query(
    database.ownerUrl,
    `WITH manager AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
       SELECT organisation_id, 'manager@bench.example', 'Bench manager', 'manager', 'none', now() FROM units WHERE id = $1 RETURNING id)
     INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'registered_manager' FROM manager`,
    [place!.unit],
  );
  await query(
    database.ownerUrl,
    `WITH others AS (SELECT young_person_id AS id FROM request_parts GROUP BY 1 ORDER BY 1 OFFSET ${(FEW * YOUNG_PEOPLE) / requests}),
       colleague AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at, ended_at)
         SELECT organisation_id, 'colleague@bench.example', 'Bench colleague', 'cas_worker', 'none', now(), now() FROM units WHERE id = $1 RETURNING id),
       theirs AS (UPDATE young_people y SET key_worker_id = colleague.id FROM others, colleague WHERE y.id = others.id RETURNING y.id)
     UPDATE access_grants g SET user_id = colleague.id FROM others, colleague WHERE g.young_person_id = others.id AND g.user_id IS NOT NULL`,
    [place!.unit],
  );
  await query(database.ownerUrl, `UPDATE users SET password_hash = $1, must_change_password = false`, [
    await hash(PASSWORD),
  ]);
  await query(database.ownerUrl, 'VACUUM ANALYZE');
  const { address } = await stage.service(database);
  const rows = await query<{ role: (typeof ROLES)[number]; email: string }>(
    database.ownerUrl,
    'SELECT role, email FROM users WHERE ended_at IS NULL',
  );
  const emails = Object.fromEntries(rows.map(({ role, email }) => [role, email])) as Record<
    (typeof ROLES)[number],
    string
  >;
  const clients = {} as Record<(typeof ROLES)[number], PageClient>;
  for (const role of ROLES) clients[role] = await PageClient.signIn(address, emails[role], PASSWORD);
  return { clients, emails };
}
