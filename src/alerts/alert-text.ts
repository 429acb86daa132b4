import type { AlertView } from './alert-view.js';
import { sayAlert, type AlertText } from './domain/say-alert.js';

export type { AlertText } from './domain/say-alert.js';

/** What an alert is told from. */
export type Told = Pick<AlertView, 'kind' | 'unit' | 'zone' | 'youngPerson' | 'pair' | 'about' | 'figures'>;

/** An alert as its reader is told of it: with the name of whom it is about where they may know it. */
export function textOf({ kind, unit, zone, youngPerson, pair, about, figures }: Told): AlertText {
  const known = { ...about, ...(youngPerson && { youngPersonId: youngPerson.id }) };
  return sayAlert(
    { kind, unit: { id: unit.id, zone }, about: known, figures },
    {
      ...(youngPerson && { youngPerson: `${youngPerson.firstName} ${youngPerson.lastName}` }),
      ...(pair && { pair: pair.map(({ name }) => name) }),
    },
  );
}
