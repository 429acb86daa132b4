import { sayList } from '../../kernel/say-words.js';
import { peopleOf } from '../domain/parts.js';
import { OPEN_STATES } from '../domain/states.js';
import type { OpenedRequest } from '../request-view.js';

/** The way to the nights for all brothers and sisters of a request; `null` where it is for one young person. */
export function togetherLink({ id, parts }: Pick<OpenedRequest, 'id' | 'parts'>) {
  const people = peopleOf(parts.filter(({ state }) => OPEN_STATES.includes(state)));
  if (people.length < 2) return null;
  return { href: `/requests/${id}/together`, names: sayList(people.map(({ firstName }) => firstName)) };
}
