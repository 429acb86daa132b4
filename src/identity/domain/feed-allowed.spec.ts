import { describe, expect, it } from '@jest/globals';
import { leftOut, whyNoFeed, type FeedUnit } from './feed-allowed.js';

const unit = (name: string, feedsAllowed: boolean): FeedUnit => ({ id: name, name, feedsAllowed });

describe('whether somebody can have a feed', () => {
  it.each<[string, FeedUnit[], RegExp | undefined]>([
    ['of no unit', [], /^You belong to no unit/],
    ['of one that does not allow it', [unit('Oak', false)], /^The manager of Oak has not allowed feeds\. Ask them/],
    ['of two that do not', [unit('Oak', false), unit('Elm', false)], /^The managers of Oak and Elm have not allowed/],
    ['of one that does', [unit('Oak', true)], undefined],
    ['of two of which one does', [unit('Oak', false), unit('Elm', true)], undefined],
  ])('%s', (_, units, sentence) => {
    if (sentence) expect(whyNoFeed(units)).toMatch(sentence);
    else expect(whyNoFeed(units)).toBeUndefined();
  });

  it('says which units are left out', () => {
    expect(leftOut([unit('Oak', true), unit('Elm', false)])).toBe('The manager of Elm has not allowed feeds.');
    expect(leftOut([unit('Oak', true)])).toBeUndefined();
  });
});
