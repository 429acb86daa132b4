import { instantIn } from '../../kernel/nights.js';
import { sayStay } from '../../kernel/say-date.js';
import type { Message } from '../../web/flash.js';
import { readDate } from '../../web/read-date.js';
import { otherBedSaid } from '../domain/bed-said.js';
import { REFUSED_AT_DOOR, sayCameRefused, sayRefusal, type Refusal } from '../domain/refusal.js';
import type { StayState } from '../domain/stay-state.js';
import { STAY_STATE_TEXT } from '../domain/stay-steps.js';

interface Before {
  bed: { name: string } | null;
}

interface Undone {
  youngPerson: { firstName: string };
  conflict: object | null;
  state: StayState;
}

/** Who was to leave and is recorded in the bed still. */
interface StillIn {
  firstName: string;
  lastName: string;
  bed: string;
  stayId: string;
}

interface Planned {
  name: string;
  isOffer: boolean;
  arrival: string;
  departure: string;
}

/** What an arrival meant for the beds, once it is written down: another bed and why, and whose plans made way. */
export function aheadSaid(
  stay: Before & { youngPerson: { firstName: string } },
  before: Before,
  ahead: { inIt: readonly { name: string }[]; makeWay: readonly Planned[] },
): string[] {
  const inIt = ahead.inIt.map(({ name }) => name);
  const beds = { before: before.bed?.name ?? null, now: stay.bed?.name ?? null, inIt };
  const other = otherBedSaid(stay.youngPerson.firstName, beds);
  const plans = ahead.makeWay.map((plan) => `${plan.name}, ${sayStay(plan)}${plan.isOffer ? ' (an offer)' : ''}`);
  const lost = plans.length > 0 ? [`Lost their bed for it: ${plans.join('; ')}.`] : [];
  return [...(other ? [other] : []), ...lost];
}

/** The time that stands in the form, where it is one. */
export function typedMoment({ values }: { values: Record<string, unknown> }, zone: string): Date | undefined {
  const [date, time] = [values['date'], values['time']].map((value) => (typeof value === 'string' ? value : ''));
  const read = date ? readDate('Date', date) : undefined;
  return read && 'date' in read && /^([01]\d|2[0-3]):[0-5]\d$/.test(time ?? '')
    ? instantIn(read.date, time!, zone)
    : undefined;
}

/** A brother or sister with whom the same was recorded and of whom it still is: each is undone by itself. */
export function stillRecorded({
  id,
  state,
  youngPerson: { firstName, lastName },
}: {
  id: string;
  state: StayState;
  youngPerson: { firstName: string; lastName: string };
}): Message {
  const stands = {
    sentence: `${firstName} ${lastName}, who was asked for together with them, is still “${STAY_STATE_TEXT[state]}”.`,
  };
  const [path, text] =
    state === 'in_residence'
      ? ['undo-arrival', `Undo the arrival of ${firstName}, if it is wrong too`]
      : ['undo-ending', `Book the stay of ${firstName} again, if they are expected too`];
  return { ...stands, link: { href: `/stays/${id}/${path}`, text } };
}

/** Said once an arrival is undone, of what the stay is then. */
export function undoneSaid({ youngPerson, conflict: open, state }: Undone): string {
  if (state === 'cancelled') return 'The arrival is undone, and the stay is cancelled.';
  if (state === 'no_show') return 'The arrival is undone. The stay is “Did not arrive” again.';
  const bed = open ? ' Their bed is not free any more: find another.' : '';
  return `The arrival is undone. ${youngPerson.firstName} is expected again.${bed}`;
}

interface Refusable {
  id: string;
  youngPerson: { firstName: string };
  unit: { zone: string };
  refused: Refusal | null;
}

/** Before an arrival is recorded, of whom it was decided that their nights do not suit, and what to do; nothing where nobody did. */
export function refusedAtDoor(stays: readonly Refusable[]): string[] {
  const said = stays.flatMap(({ youngPerson, unit, refused }) =>
    refused
      ? [
          stays.length > 1
            ? `${youngPerson.firstName}: ${sayRefusal(refused, unit.zone)}`
            : sayRefusal(refused, unit.zone),
        ]
      : [],
  );
  return said.length > 0 ? [`${said.join(' ')} ${REFUSED_AT_DOOR}`] : [];
}

/** Once it is recorded: whom to ring, and where it is decided again. */
export const cameRefused = (stays: readonly Refusable[]): Message[] =>
  stays
    .filter(({ refused }) => refused)
    .map(({ id, youngPerson: { firstName } }) => ({
      important: true,
      sentence: sayCameRefused(firstName),
      link: { href: `/stays/${id}/look-again`, text: `Look at the decision on ${firstName} again` },
    }));

/** Two are recorded in one bed: what to do about it. */
export const stillInMessage = ({ firstName, lastName, bed, stayId }: StillIn): Message => ({
  important: true,
  sentence: `${firstName} ${lastName} was to leave and is still recorded in ${bed}. Record the departure once they have left, or that they are staying on.`,
  link: { href: `/stays/${stayId}`, text: `The stay of ${firstName} ${lastName}` },
});
