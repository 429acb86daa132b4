import { isUUID } from 'class-validator';
import { ageOn, dateIn, instantIn } from '../../kernel/nights.js';
import { staySpan } from '../../web/filters.js';
import type { OfferView, RequestView } from '../request-view.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { FitText } from './fit.page.js';
import { groupPath } from './group.page.js';
import type { Company } from './company.page.js';
import { requestHead } from './request.page.js';
import { sentSeriesPath } from './sent-series.page.js';
import { deadline, timeIn } from './words.page.js';

/** Who else would be there, and whom the unit takes. */
export interface OfferGround {
  company: Company[];
  ages: { youngest: number; oldest: number };
  /** How they fit there, for those who work at the unit. */
  fit?: FitText;
  /** The moves that were made for it, each in a line. */
  moves: string[];
}

/** What the manager signs, or the worker asks the family about: one option. */
export function offerPage(
  request: RequestView & { offer: OfferView },
  ground: Omit<OfferGround, 'moves'> | null,
  now: Date,
) {
  const { offer, unit, youngPerson } = request;
  return {
    ...requestHead(request, now),
    allBreaks: request.occurrence ? sentSeriesPath(request.id) : '',
    offer: { ...offer, until: deadline(offer.expires, unit.zone) },
    ageThen: ageOn(youngPerson.dateOfBirth, offer.arrival),
    ages: ground?.ages ?? null,
    company: ground?.company ?? [],
    fit: ground?.fit ?? null,
    group: ground?.fit ? groupPath(unit.id, offer) : '',
  };
}

/** One of several options as a card beside the others. */
export function optionCard(
  { unit, youngPerson }: Pick<RequestView, 'unit' | 'youngPerson'>,
  offer: OfferView,
  ground: OfferGround | null = null,
) {
  const { id, arrival, departure, bed } = offer;
  return {
    ...{ id, arrival, departure, bed: bed.name },
    /** What it is called on a check box or a radio button. */
    text: `${staySpan(offer)}, ${bed.name}`,
    until: deadline(offer.expires, unit.zone),
    proposedBy: offer.proposedBy,
    ageThen: ageOn(youngPerson.dateOfBirth, arrival),
    ground,
  };
}

/** What is held for a brother or a sister, whose name stands over it. */
export function besideCard(
  request: Pick<RequestView, 'unit' | 'youngPerson' | 'purpose' | 'wishes'>,
  offer: OfferView,
  ground: OfferGround | null = null,
) {
  const { firstName, lastName } = request.youngPerson;
  const { purpose, wishes } = request;
  return { ...optionCard(request, offer, ground), name: `${firstName} ${lastName}`, firstName, purpose, wishes };
}

/** The check boxes of brothers and sisters: what of each could be decided in the same step, by its offer. */
export function besidesPage(
  besides: readonly (Pick<RequestView, 'youngPerson'> & { offer: OfferView })[],
  { together = [] }: TypedValues,
) {
  return besides.map(({ youngPerson: { firstName, lastName }, offer }) => ({
    value: offer.id,
    text: `${firstName} ${lastName}, ${staySpan(offer)}, ${offer.bed.name}`,
    checked: [together].flat().includes(offer.id),
  }));
}

/** Ids as a form sends them. */
export const offerIds = (chosen: readonly string[] = []): string[] => chosen.filter((id) => isUUID(id));

/** The answer's form at first: now, by the unit's clocks. */
export function answerFirst(now: Date, zone: string): TypedValues {
  return { date: dateIn(now, zone), time: timeIn(now, zone) };
}

/** Only minutes are typed: the answer came before the minute was over, and an offer signed in it came first. */
export function answeredAt(date: string, time: string, zone: string, now: Date): Date {
  const at = instantIn(date, time, zone).getTime();
  return new Date(at > now.getTime() ? at : Math.min(at + 59_999, now.getTime()));
}

/** The way of answering as it is kept: the one chosen, or the worker's own word for another. */
export function wayOf(how: string, otherWay: string | undefined): string | undefined {
  return how === 'other' ? otherWay : how;
}
