import { sayList } from '../../kernel/say-words.js';

/** A unit of somebody, and whether its manager lets its people subscribe to what they see of it. */
export interface FeedUnit {
  id: string;
  name: string;
  feedsAllowed: boolean;
}

/**
 * Why somebody can have no address for a feed, as a sentence that says what to do; nothing where they can. One unit that
 * allows feeds is enough: the others are left out of what the feed says.
 *
 * @example whyNoFeed([{ id: '1', name: 'Oak House', feedsAllowed: true }]); // undefined
 */
export function whyNoFeed(units: readonly FeedUnit[]): string | undefined {
  if (units.length === 0) return 'You belong to no unit, so a feed would have nothing to show. Ask your administrator.';
  if (units.some(({ feedsAllowed }) => feedsAllowed)) return undefined;
  return `${notAllowed(units)} Ask them to allow feeds in the settings of the unit.`;
}

/**
 * Which units are left out of a feed, as a sentence; nothing where each of them allows feeds.
 *
 * @example leftOut([{ id: '1', name: 'Oak House', feedsAllowed: false }]); // 'The manager of Oak House has not allowed feeds.'
 */
export function leftOut(units: readonly FeedUnit[]): string | undefined {
  const off = units.filter(({ feedsAllowed }) => !feedsAllowed);
  return off.length === 0 ? undefined : notAllowed(off);
}

function notAllowed(units: readonly FeedUnit[]): string {
  const of = sayList(units.map(({ name }) => name));
  return units.length === 1
    ? `The manager of ${of} has not allowed feeds.`
    : `The managers of ${of} have not allowed feeds.`;
}
