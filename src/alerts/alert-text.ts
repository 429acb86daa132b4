import type { AlertView } from './alert-view.js';
import { sayAlert, type AlertText } from './domain/say-alert.js';

export type { AlertText } from './domain/say-alert.js';

/** An alert as its reader is told of it: with the name of whom it is about where they may know it. */
export function textOf({ kind, unit, zone, youngPerson, about, figures }: AlertView): AlertText {
  const known = { ...about, ...(youngPerson && { youngPersonId: youngPerson.id }) };
  return sayAlert(
    { kind, unit: { id: unit.id, zone }, about: known, figures },
    youngPerson ? { youngPerson: `${youngPerson.firstName} ${youngPerson.lastName}` } : {},
  );
}
