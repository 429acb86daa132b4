import { actsAs, maySign, type Actor } from '../../identity/domain/actor.js';
import type { Nights } from '../../kernel/nights.js';
import { sayInstant } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import type { OfferView, OpenedRequest } from '../request-view.js';
import { deadline, type Deadline } from './words.page.js';

/**
 * What the family said to nights that are looked at again, in a line; empty of any other offer.
 *
 * @example yesSaid(offer, 'Europe/London'); // 'Their mother, telephone, Friday 12 March 2027 at 16:30. Written down by Dana Example'
 */
export const yesSaid = ({ yes }: Pick<OfferView, 'yes'>, zone: string): string =>
  yes ? `${yes.by}, ${yes.how}, ${sayInstant(yes.at, zone)}. Written down by ${yes.recordedBy}` : '';

/** Until when the bed of a yes that is kept is held, and by when whoever signs is to have looked at its nights; of an offer. */
export function keptTimes(
  { offers, nextAction, unit: { zone } }: Pick<OpenedRequest, 'offers' | 'nextAction' | 'unit'>,
  offerId: string,
): { until: Deadline | null; due: Deadline | null } {
  const expires = offers.find(({ id }) => id === offerId)?.expires ?? null;
  return { until: deadline(expires, zone), due: deadline(nextAction?.due ?? null, zone, nextAction?.lateMinutes) };
}

const KEPT = 'The family’s yes is recorded. The bed is kept. Something has changed since these nights were signed, so';
const ALL_KEPT =
  'The family’s yes is recorded. The beds are kept for all of them, so that none comes without the others. Something has changed since these nights were signed, so';

type Recorder = Pick<Actor, 'id' | 'units' | 'role' | 'standsInFor'>;

interface KeptOf {
  unit: { id: string };
  youngPerson: { keyWorker: { id: string; name: string } };
}

/** What whoever recorded it reads, where the yes is kept: whose move it is, and who hears of what comes of it. */
export function sayKept(actor: Recorder, { unit, youngPerson: { keyWorker } }: KeptOf, kept = KEPT): string {
  if (maySign(actor, unit.id)) return `${kept} look at them again before they are booked: it is your move.`;
  const told = actsAs(actor, keyWorker.id) ? 'we tell you' : `the key worker, ${keyWorker.name}, is told`;
  return `${kept} the registered manager or a named delegate looks at them again before they are booked. You need do nothing; ${told}.`;
}

/** The same of brothers and sisters, whose yes is kept together. */
export function keptTogether(
  actor: Recorder,
  parts: readonly (KeptOf & { youngPerson: { firstName: string }; offers: readonly { id: string }[] })[],
  kept: readonly string[],
): string {
  const waiting = parts.filter(({ offers }) => offers.some(({ id }) => kept.includes(id)));
  const whose = sayList([...new Set(waiting.map(({ youngPerson }) => youngPerson.firstName))]);
  return `For ${whose}: ${sayKept(actor, waiting[0]!, ALL_KEPT)}`;
}

/** How it stands with one who was asked for together with somebody whose yes is kept. */
export interface KeptBeside {
  text: string;
  /** Where whoever signs looks at their nights. */
  link?: { href: string; text: string };
}

/**
 * Brothers and sisters of one whose yes is kept, for the same nights: whether theirs waits as well, is booked, or is gone, so
 * that nobody signs for one of them without knowing of the others. Of breaks of a series only those that have the nights.
 */
export function keptBeside(
  { youngPerson: { id, firstName: own }, parts }: Pick<OpenedRequest, 'youngPerson' | 'parts'>,
  nights: Nights,
): KeptBeside[] {
  const isThese = (one: Nights) => one.arrival === nights.arrival && one.departure === nights.departure;
  const isOneEach = new Set(parts.map(({ youngPerson }) => youngPerson.id)).size === parts.length;
  return parts
    .filter(({ youngPerson }) => youngPerson.id !== id)
    .flatMap(({ youngPerson: { firstName }, offers, stay, state }): KeptBeside[] => {
      const offer = offers.find(isThese);
      const together = `${firstName} was asked for together with ${own}`;
      if (offer?.state === 'agreed')
        return [
          {
            text: `${together}, and the family says yes to the same nights. Their bed is kept until you sign theirs, too: look at both before you sign the first.`,
            link: { href: `/offers/${offer.id}/confirm`, text: `Look at the nights of ${firstName}` },
          },
        ];
      if (offer) return [{ text: `${together}, and the family has not answered for their nights yet.` }];
      if (stay && isThese(stay) && (state === 'booked' || state === 'in_residence'))
        return [{ text: `${together}, and is booked for the same nights.` }];
      if (!isOneEach) return [];
      return [
        {
          text: `${together}, and has none of these nights any more. Before you sign, ask the key worker whether the family wants them for ${own} alone.`,
        },
      ];
    });
}
