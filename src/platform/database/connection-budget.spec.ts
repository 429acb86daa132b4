import { describe, expect, it } from '@jest/globals';
import { budgetSentence, neededBy, sharesOf } from './connection-budget.js';

const settings = { DATABASE_POOL_SIZE: 10, WEB_PROCESSES: 2, WORKER_PROCESSES: 1, DATABASE_URL: 'postgres://h/d' };
const limits = { max: 100, reserved: 3, ofDatabase: -1, ofRole: -1 };

describe('the budget of connections', () => {
  it.each([
    ['a queue in PostgreSQL', {}, { web: 12, worker: 16 }, 2 * 12 + 16 + 3],
    ['a queue on Redis', { REDIS_URL: 'redis://h' }, { web: 10, worker: 11 }, 2 * 10 + 11 + 3],
    ['no worker', { WORKER_PROCESSES: 0 }, { web: 12, worker: 16 }, 2 * 12 + 3],
    ['a database of its own', { DATABASE_URL: undefined }, { service: 17 }, 17 + 3],
  ])('of %s', (_, given, each, needed) => {
    const shares = sharesOf({ ...settings, ...given });
    expect(Object.fromEntries(shares.map((share) => [share.program, share.each]))).toEqual(each);
    expect(neededBy(shares)).toBe(needed);
  });

  it.each([
    [{ max: 46 }, undefined],
    [{ max: 45 }, /gives 42 connections, .* may need 43 \(2 web × 12 \+ 1 worker × 16 \+ 3 to spare\).*at least 46,/],
    [{ ofRole: 43, ofDatabase: 43 }, undefined],
    [{ ofRole: 42 }, /the connection limit of the role to 43/],
    [{ ofDatabase: 5, ofRole: 42 }, /gives 5 .*of the database to 43 and the connection limit of the role to 43/],
  ])('within %j', (given, sentence) => {
    const said = budgetSentence(sharesOf(settings), { ...limits, ...given });
    if (sentence) expect(said).toMatch(sentence);
    else expect(said).toBeUndefined();
  });
});
