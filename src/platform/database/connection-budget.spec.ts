import { describe, expect, it } from '@jest/globals';
import { budgetSentence, neededBy, sharesOf } from './connection-budget.js';

const settings = { DATABASE_POOL_SIZE: 10, WEB_PROCESSES: 2, WORKER_PROCESSES: 1, DATABASE_URL: 'postgres://h/d' };
const limits = { max: 100, reserved: 3, ofDatabase: -1, ofRole: -1 };

describe('the budget of connections', () => {
  it.each([
    ['a queue in PostgreSQL', {}, { web: 13, worker: 16 }, 2 * 13 + 16 + 3],
    ['a queue on Redis', { REDIS_URL: 'redis://h' }, { web: 11, worker: 11 }, 2 * 11 + 11 + 3],
    ['no worker', { WORKER_PROCESSES: 0 }, { web: 13, worker: 16 }, 2 * 13 + 3],
    ['a database of its own', { DATABASE_URL: undefined }, { service: 18 }, 18 + 3],
  ])('of %s', (_, given, each, needed) => {
    const shares = sharesOf({ ...settings, ...given });
    expect(Object.fromEntries(shares.map((share) => [share.program, share.each]))).toEqual(each);
    expect(neededBy(shares)).toBe(needed);
  });

  it.each([
    [{ max: 48 }, undefined],
    [{ max: 47 }, /gives 44 connections, .* may need 45 \(2 web × 13 \+ 1 worker × 16 \+ 3 to spare\).*at least 48,/],
    [{ ofRole: 45, ofDatabase: 45 }, undefined],
    [{ ofRole: 44 }, /the connection limit of the role to 45/],
    [{ ofDatabase: 5, ofRole: 44 }, /gives 5 .*of the database to 45 and the connection limit of the role to 45/],
  ])('within %j', (given, sentence) => {
    const said = budgetSentence(sharesOf(settings), { ...limits, ...given });
    if (sentence) expect(said).toMatch(sentence);
    else expect(said).toBeUndefined();
  });
});
