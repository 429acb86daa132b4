import { dateTime } from '../../web/filters.js';
import { maySign, type Actor } from '../domain/actor.js';
import { leftOut, whyNoFeed } from '../domain/feed-allowed.js';
import type { OwnFeed } from '../feed-addresses.service.js';

/** What the page of one's own calendar feed shows. */
export function feedPage({ feed, units }: OwnFeed, actor: Pick<Actor, 'role' | 'units'>) {
  const refusal = whyNoFeed(units);
  /** Where whoever signs for a unit can allow it. */
  const settings = units
    .filter(({ id, feedsAllowed }) => !feedsAllowed && maySign(actor, id))
    .map(({ id, name }) => ({ href: `/units/${id}/settings`, text: `Allow feeds in the settings of ${name}` }));
  return {
    what:
      actor.role === 'cas_worker'
        ? 'the breaks of the young people whom you may see, each as “Short break”'
        : 'the stays at your unit, each as “Occupied”',
    // Whoever signs is told of the way, and not to ask themselves.
    refusal: refusal && settings.length > 0 ? leftOut(units) : refusal,
    leftOut: refusal ? undefined : leftOut(units),
    settings,
    feed: feed && {
      made: dateTime(feed.madeAt),
      fetched: feed.fetchedAt ? dateTime(feed.fetchedAt) : 'Not yet',
      /** Nothing comes from the address while no unit allows it. */
      isPaused: refusal !== undefined,
    },
  };
}
