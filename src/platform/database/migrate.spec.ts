import { expect, it } from '@jest/globals';
import { connectionSentence, pendingMigrations, roleToGrant } from './migrate.js';

class First1 {
  async up() {}
  async down() {}
}
class Second2 extends First1 {}

it('names what a database has not had, in order', async () => {
  expect(await pendingMigrations(async () => [{ name: 'First1' }], [First1, Second2])).toEqual(['Second2']);
});

it('takes a database without the table as one that has had none', async () => {
  const absent = () => Promise.reject(Object.assign(new Error('x'), { code: '42P01' }));
  expect(await pendingMigrations(absent, [First1, Second2])).toEqual(['First1', 'Second2']);
  const broken = () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));
  await expect(pendingMigrations(broken, [First1])).rejects.toThrow('gone');
});

it.each([
  ['postgres://owner:a@db/x', 'postgres://short_breaks:b@db/x', 'short_breaks'],
  ['postgres://owner:a@db/x', 'postgres://sh%20b:b@db/x', 'sh b'],
  ['postgres://one:a@db/x', 'postgres://one:a@db/x', undefined],
  ['postgres://one:a@db/x', undefined, undefined],
])('gives rights to the service’s role only when it is another: %s and %s', (owner, service, role) => {
  expect(roleToGrant(owner, service)).toBe(role);
});

it('says what is wrong with a connection, never the password', () => {
  const address = 'postgres://short_breaks:hunter2@db:5433/short_breaks';
  for (const code of ['28P01', '3D000', 'ECONNREFUSED']) {
    const sentence = connectionSentence({ code }, address);
    expect(sentence).toContain('db:5433/short_breaks');
    expect(sentence).not.toContain('hunter2');
  }
});
