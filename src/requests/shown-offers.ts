import { In, type EntityManager } from 'typeorm';
import { conflict, invalidField } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { sayStay } from '../kernel/say-date.js';
import { whyNotThis } from './domain/holding.js';
import { Offer } from './offer.entity.js';
import type { Refusing } from './refusals.js';
import type { LockedPart } from './requests.service.js';

/** A break of a series as a step names it. */
export interface Named {
  partId: string;
  occurrence: PlainDate;
}

/** What a step is about where whoever takes it named the offers that they saw. */
export interface Shown<Part extends Named> {
  /** The breaks whose offers are all as they were shown. */
  these: Part[];
  /** Every break of which an offer was named, also those that are none of `these` any more. */
  asked: Named[];
  /** Which offers of each. */
  ids: ReadonlyMap<string, readonly string[]>;
  /** Breaks that wait for the same step and were not shown: they came since. */
  more: Named[];
}

/**
 * The breaks whose offers were named, under the locks of a booking. One of which an offer is no longer as it was shown is
 * refused with a sentence that names its nights, and those that are held by now: nobody signs, and no family takes, nights that
 * were not before them. An offer that is none of this series refuses the step.
 */
export async function shownOf<Part extends LockedPart & Named>(
  manager: EntityManager,
  parts: readonly Part[],
  offerIds: readonly string[],
  refusing: Refusing,
): Promise<Shown<Part>> {
  const ofSeries = parts[0]!.parts.flatMap(({ id: partId, occurrence, offers }) =>
    occurrence === null ? [] : [{ partId, occurrence, offers }],
  );
  const offers = await manager.find(Offer, {
    where: { id: In([...offerIds]), partId: In(ofSeries.map(({ partId }) => partId)) },
    order: { arrival: 'ASC', id: 'ASC' },
  });
  const strange = offerIds.find((id) => !offers.some((offer) => offer.id === id));
  if (strange !== undefined) throw invalidField('offers', `${strange}: ${NOT_OF_THIS}`);
  const asked = ofSeries.filter(({ partId }) => offers.some((offer) => offer.partId === partId));
  const these: Part[] = [];
  for (const { partId, offers: held } of asked) {
    const part = parts.find((one) => one.partId === partId);
    const gone = offers.find((offer) => offer.partId === partId && !part?.transition.offers?.some(isStateOf(offer)));
    await refusing.unless(partId, () => {
      if (gone) throw conflict('offer-ended', sayGone(gone, held));
      if (part) these.push(part);
    });
  }
  return {
    ...{ these, asked },
    ids: new Map(
      asked.map(({ partId }) => [partId, offers.filter((one) => one.partId === partId).map(({ id }) => id)]),
    ),
    more: parts.filter(
      ({ partId, transition, offers: held }) =>
        !asked.some((one) => one.partId === partId) && held.some((offer) => transition.offers?.some(isStateOf(offer))),
    ),
  };
}

const isStateOf =
  ({ state }: Pick<Offer, 'state'>) =>
  (one: string): boolean =>
    one === state;

/** Which nights are no longer as they were shown, why, and which are held instead. */
function sayGone(gone: Offer, held: readonly Pick<Offer, 'id' | 'arrival' | 'departure'>[]): string {
  const others = held.filter(({ id }) => id !== gone.id).map(sayStay);
  const now =
    others.length === 0
      ? ''
      : ` By now ${others.join(' and ')} ${others.length === 1 ? 'is' : 'are'} held: look first.`;
  return `${sayStay(gone)}: ${whyNotThis(gone.state)}${now}`;
}

const NOT_OF_THIS = 'this is no offer of this series. Look at its breaks again and name theirs.';
