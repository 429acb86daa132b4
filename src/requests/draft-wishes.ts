import type { EntityManager } from 'typeorm';
import type { SaidBy } from './domain/answers.js';

/** What each of those says for whom a draft is; whose part was given up is asked no more, and their words stay. */
export async function putWishes(manager: EntityManager, requestId: string, said: readonly SaidBy[]): Promise<void> {
  const kept = said.filter(({ wishes }) => wishes !== '');
  await manager.query(
    `WITH gone AS (
       DELETE FROM request_wishes w WHERE request_id = $1 AND NOT young_person_id = ANY ($2::uuid[])
          AND NOT EXISTS (SELECT 1 FROM request_parts p
                           WHERE p.request_id = $1 AND p.young_person_id = w.young_person_id AND p.state <> 'draft'))
     INSERT INTO request_wishes (request_id, young_person_id, wishes)
     SELECT $1, * FROM unnest($2::uuid[], $3::text[])
     ON CONFLICT (request_id, young_person_id) DO UPDATE SET wishes = EXCLUDED.wishes`,
    [requestId, kept.map(({ youngPerson }) => youngPerson), kept.map(({ wishes }) => wishes)],
  );
}
