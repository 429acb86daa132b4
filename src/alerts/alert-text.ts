import type { AlertView } from './alert-view.js';
import { KIND_COMES, KIND_NAME } from './domain/alert-words.js';

/** An alert in words: what it is, why it came, what to do, and where. */
export interface AlertText {
  title: string;
  why: string;
  what: string;
  href: string;
  linkText: string;
}

/** An alert as its reader is told of it: with the name of whom it is about where they may know it. */
export function textOf({ kind, unit, youngPerson, about }: AlertView): AlertText {
  const name = youngPerson ? `: ${youngPerson.firstName} ${youngPerson.lastName}` : '';
  const said = { title: `${KIND_NAME[kind]}${name}`, why: KIND_COMES[kind] };
  if (about.stayId)
    return { ...said, what: 'Look at the stay.', href: `/stays/${about.stayId}`, linkText: 'Look at the stay' };
  if (about.partId)
    return {
      ...said,
      what: 'Look at the request.',
      href: `/requests/${about.partId}`,
      linkText: 'Look at the request',
    };
  return {
    ...{ ...said, what: 'Look at the calendar of the unit.' },
    ...{ href: `/calendar?unit=${unit.id}`, linkText: 'Look at the calendar' },
  };
}
