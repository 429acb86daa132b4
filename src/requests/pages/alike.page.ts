import { staySpan } from '../../web/filters.js';
import type { AlikeRequest } from '../before-submitting.service.js';
import { STATE_TEXT } from '../domain/states.js';

/** Another request for the same nights, in a line. */
export function alikeLine({ id, number, unit, state, arrival, departure }: AlikeRequest) {
  return {
    href: `/requests/${id}`,
    name: `Request ${number}`,
    rest: `${staySpan({ arrival, departure })} at ${unit}, ${STATE_TEXT[state].toLowerCase()}`,
  };
}
