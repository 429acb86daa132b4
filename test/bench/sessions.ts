import { createHmac, randomBytes } from 'node:crypto';
import { query, type Database } from './stage.js';

/** By which the service that is measured signs what browsers keep. */
export const SESSION_SECRET = 'a secret of the benchmark that nobody needs to guess';

/** What a browser keeps of somebody who is signed in. */
export interface Cookie {
  name: string;
  value: string;
}

/** A session of their own for each of these users, as if they had signed in just now. */
export async function signedIn({ ownerUrl }: Database, users: readonly string[]): Promise<Cookie[]> {
  const sessions = users.map((user) => ({ sid: randomBytes(24).toString('base64url'), user }));
  await query(
    ownerUrl,
    `INSERT INTO sessions (sid, sess, expire)
     SELECT s.sid, json_build_object('cookie', json_build_object('originalMaxAge', 3600000, 'expires', now() + interval '1 hour', 'path', '/'),
              'userId', s.user, 'signedInAt', now()), now() + interval '1 hour'
       FROM json_to_recordset($1) AS s (sid text, "user" uuid)`,
    [JSON.stringify(sessions)],
  );
  return sessions.map(({ sid }) => {
    const signature = createHmac('sha256', SESSION_SECRET).update(sid).digest('base64').replace(/=+$/, '');
    return { name: 'short_breaks', value: encodeURIComponent(`s:${sid}.${signature}`) };
  });
}
