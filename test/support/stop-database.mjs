/** Ends the PostgreSQL of start-database.mjs and removes its files. */
export default async function stopDatabase() {
  await globalThis.stopTestDatabase?.();
}
