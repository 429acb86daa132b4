import { describe, expect, it } from '@jest/globals';
import { grantStatements } from './grants.js';

const grantOn = (table: string) => grantStatements([table], 'short_breaks').at(-1);

describe('grantStatements', () => {
  it.each([
    ['requests', 'GRANT SELECT, INSERT, UPDATE ON "requests" TO "short_breaks"'],
    ['audit_entries', 'GRANT SELECT, INSERT ON "audit_entries" TO "short_breaks"'],
    ['request_events', 'GRANT SELECT, INSERT ON "request_events" TO "short_breaks"'],
    ['stay_events', 'GRANT SELECT, INSERT ON "stay_events" TO "short_breaks"'],
    ['sessions', 'GRANT SELECT, INSERT, UPDATE, DELETE ON "sessions" TO "short_breaks"'],
    ['sign_in_failures', 'GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_failures" TO "short_breaks"'],
    ['migrations', 'GRANT SELECT ON "migrations" TO "short_breaks"'],
  ])('%s', (table, statement) => {
    expect(grantOn(table)).toBe(statement);
  });

  it('takes away first what an earlier version gave', () => {
    expect(grantStatements([], 'r')[0]).toBe('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "r"');
  });

  it('quotes a role whatever its name', () => {
    expect(grantStatements(['t'], 'my "role"').at(-1)).toBe('GRANT SELECT, INSERT, UPDATE ON "t" TO "my ""role"""');
  });
});
