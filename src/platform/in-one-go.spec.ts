import { describe, expect, it } from '@jest/globals';
import { inOneGo } from './in-one-go.js';

const later = <T>(ms: number, value: T) => new Promise<T>((done) => setTimeout(done, ms, value));
const failing = (ms: number, why: string) => later(ms, 0).then(() => Promise.reject(new Error(why)));

describe('inOneGo', () => {
  it('gives what each gave, in their order', async () => {
    const [one, two] = await inOneGo(later(5, 'one'), later(1, 2));
    expect([one, two]).toEqual(['one', 2]);
  });

  it('throws the first of the list that failed, however late it said so', async () => {
    await expect(inOneGo(failing(10, 'taken'), failing(1, 'transaction is aborted'))).rejects.toThrow('taken');
  });

  it('throws why, not that the transaction has failed by then, whatever the order', async () => {
    const aborted = later(1, 0).then(() => Promise.reject(Object.assign(new Error('aborted'), { code: '25P02' })));
    await expect(inOneGo(aborted, failing(5, 'disk full'))).rejects.toThrow('disk full');
    await expect(inOneGo(aborted)).rejects.toThrow('aborted');
  });

  it('ends when everything has ended, also when something failed', async () => {
    let ended = false;
    const slow = later(10, 0).then(() => (ended = true));
    await inOneGo(failing(1, 'no'), slow).catch(() => undefined);
    expect(ended).toBe(true);
  });
});
