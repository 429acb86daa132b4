import { describe, expect, it } from '@jest/globals';
import { KeptFeeds } from './kept-feeds.js';

describe('feeds that are kept', () => {
  const written: string[] = [];
  const ask = (kept: KeptFeeds, tag: string, bytes = 10) =>
    kept.of(tag, () => (written.push(tag), Buffer.alloc(bytes, tag))).length;

  it('are written once each, and the one asked for least lately goes when there is no more room', () => {
    const kept = new KeptFeeds(30);
    for (const tag of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) expect(ask(kept, tag)).toBe(10);
    expect(written.splice(0)).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('are answered and not kept where one alone has no room', () => {
    const kept = new KeptFeeds(30);
    expect([ask(kept, 'e', 40), ask(kept, 'e', 40), ask(kept, 'f')]).toEqual([40, 40, 10]);
    expect(written.splice(0)).toEqual(['e', 'e', 'f']);
    expect(ask(kept, 'f')).toBe(10);
    expect(written).toEqual([]);
  });
});
