import type { TestApp } from './test-app.js';

/** The bed of a stay. */
export async function bedOf(app: TestApp, stay: string): Promise<string> {
  const [claim] = await app.sql<{ bed_id: string }>('SELECT bed_id FROM bed_claims WHERE stay_id = $1 AND live', [
    stay,
  ]);
  return claim!.bed_id;
}
