import type { AlertView } from './alert-view.js';
import type { AlertText } from './domain/alert-phrases.js';
import type { Moment } from './domain/conditions/moment.js';
import { sayAlert } from './domain/say-alert.js';

/** What an alert is told from. */
export type Told = Pick<AlertView, 'kind' | 'unit' | 'zone' | 'youngPerson' | 'pair' | 'about' | 'figures'> & {
  endedAt?: Date | null;
  /** Left out where others than whom it is about are told by their places alone. */
  ranked?: AlertView['ranked'];
  /** When it is read: what it says is true then. */
  moment: Pick<Moment, 'now' | 'today' | 'tonight'>;
};

/** An alert as its reader is told of it: with the name of whom it is about where they may know it. */
export function textOf({
  kind,
  unit,
  zone,
  youngPerson,
  pair,
  ranked,
  about,
  figures,
  endedAt,
  moment,
}: Told): AlertText {
  const known = { ...about, ...(youngPerson && { youngPersonId: youngPerson.id }) };
  return sayAlert(
    { kind, unit: { id: unit.id, zone }, about: known, figures, isOver: Boolean(endedAt) },
    {
      ...(youngPerson && { youngPerson: `${youngPerson.firstName} ${youngPerson.lastName}` }),
      ...(pair && { pair: pair.map(({ name }) => name) }),
      ...(ranked && { ranked: new Map(ranked.map(({ id, name }) => [id, name])) }),
    },
    moment,
  );
}
