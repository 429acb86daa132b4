import { sayDate } from '../../kernel/say-date.js';
import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { staySpan } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { STATE_TEXT } from '../domain/states.js';
import { mayTake } from '../domain/workflow.js';
import type { OpenedRequest } from '../request-view.js';
import type { LookedOccurrence, SeriesLook } from '../series-look.js';
import type { SeriesDone } from '../series-steps.service.js';
import { datesPage } from './repeats.page.js';

type Me = Parameters<typeof mayTake>[2];

/** Where the breaks of a sent series stand beside each other. */
export const sentSeriesPath = (requestId: string): string => `/requests/${requestId}/breaks`;

/** Every break of a series that was sent: how it stands, how it comes out, and what this person can do with all of them. */
export function sentSeriesPage(look: SeriesLook, request: OpenedRequest, actor: Me, values: TypedValues) {
  const { rows, ...page } = datesPage(look);
  const chosen = values['breaks'] === undefined ? undefined : [values['breaks']].flat();
  const may = (action: 'propose' | 'sign' | 'accept' | 'withdraw' | 'reopen') =>
    request.parts.some((part) => {
      const { state, offers, isOver, occurrence } = part;
      const one = { ...request, state, offers, isOver, occurrence, standsForAll: false };
      return occurrence !== null && mayTake(action, one, actor).available;
    });
  const toHold = may('propose') ? look.occurrences.flatMap((one) => holdItem(one, chosen)) : [];
  const count = (state: string) =>
    request.parts.filter(({ occurrence, offers }) => occurrence && offers.some((offer) => offer.state === state))
      .length;
  return {
    ...page,
    rows: rows.map((row, place) => ({ ...row, ...standing(look.occurrences[place]!) })),
    toHold,
    toSign: may('sign') ? count('proposed') : 0,
    toAccept: may('accept') ? count('offered') : 0,
    later:
      may('withdraw') || may('reopen')
        ? look.occurrences.map(({ date, wanted }) => ({
            ...{ value: date, text: staySpan(wanted), selected: values['date'] === date },
          }))
        : [],
  };
}

function standing({ part, skipped }: LookedOccurrence) {
  if (!part) return { state: skipped ? 'Left out' : '' };
  const nights = part.stay ?? part.offers[0];
  return { state: STATE_TEXT[part.state], held: nights ? staySpan(nights) : '' };
}

/** A break that can be held now, on the nights that are asked for or else the nearest others. */
function holdItem({ date, wanted, answer, others, skipped }: LookedOccurrence, chosen: string[] | undefined) {
  if (!answer || skipped) return [];
  const isAsked = answer.result === 'fits' || answer.result === 'fits_with_moves';
  const [nights] = isAsked ? [{ ...wanted, moves: answer.moves, verdict: answer.verdict }] : others;
  if (!nights) return [];
  const value = [date, ...nights.moves].join(' ');
  // Nobody holds a bed against the advice, or moves somebody, without having chosen it.
  const isPlain = nights.moves.length === 0 && nights.verdict !== 'unsuitable';
  const hints = [
    ...(nights.verdict && nights.verdict !== 'suitable'
      ? [`Advice: ${VERDICT_TEXT[nights.verdict].toLowerCase()}.`]
      : []),
    ...(isAsked ? [] : [`Instead of ${sayDate(date)}.`]),
    ...(nights.moves.length > 0
      ? [`${nights.moves.length === 1 ? '1 booked stay changes' : `${nights.moves.length} booked stays change`} beds.`]
      : []),
  ];
  return [
    {
      ...{ value, text: staySpan(nights), checked: chosen ? chosen.includes(value) : isPlain },
      ...(hints.length > 0 && { hint: { text: hints.join(' ') } }),
    },
  ];
}

/** What was done and what was left, for the page that follows. */
export function sayDone(
  { done, left }: Pick<SeriesDone, 'left'> & { done: readonly { date: string }[] },
  what: string,
) {
  const count = (all: readonly unknown[]) => (all.length === 1 ? '1 break' : `${all.length} breaks`);
  const first = `${what} for ${count(done)}.`;
  if (left.length === 0) return first;
  return `${first} Left: ${left.map(({ date, why }) => `${sayDate(date)} (${why})`).join('; ')}`.slice(0, 900);
}
