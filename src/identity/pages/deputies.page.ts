import { date } from '../../web/filters.js';
import type { Deputyship } from '../deputies.service.js';
import type { Worker } from '../directory.service.js';
import { signsSomewhere, type Actor } from '../domain/actor.js';

/** Whether the actor names deputies: for themselves, or as somebody who signs. */
export const mayName = (actor: Actor): boolean => actor.role === 'cas_worker' || signsSomewhere(actor);

/** One who stands in, as whoever reads it knows them. */
export function deputyRow(
  { id, absent, deputy, note, namedBy, beginsAt, ...days }: Deputyship,
  actor: Actor,
  now: Date,
) {
  const you = (person: { id: string; name: string }) => (person.id === actor.id ? 'you' : person.name);
  const [who, stands] = deputy.id === actor.id ? ['You', 'stand in'] : [deputy.name, 'stands in'];
  return {
    id,
    what: `${who} ${stands} for ${you(absent)}`,
    when:
      beginsAt <= now ? `Now, until ${date(days.lastDay)}` : `From ${date(days.firstDay)} until ${date(days.lastDay)}`,
    isNow: beginsAt <= now,
    note,
    by: namedBy,
  };
}

/** The workers to choose from, all but one, with an empty line first. */
export function workerChoices(workers: readonly Worker[], except: string | undefined, chosen: unknown) {
  const items = workers
    .filter(({ id }) => id !== except)
    .map(({ id, name, email }) => ({ value: id, text: `${name} (${email})`, selected: id === chosen }));
  return [{ value: '', text: 'Choose a CAS worker', selected: false }, ...items];
}
