import { sayDate } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { staySpan } from '../../web/filters.js';
import type { Said } from '../../web/forms.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { STATE_TEXT } from '../domain/states.js';
import { mayTake } from '../domain/workflow.js';
import type { OpenedRequest } from '../request-view.js';
import type { LookAgainAt, LookedOccurrence, SeriesLook } from '../series-look.js';
import type { SeriesDone } from '../series-steps.service.js';
import { lookAgainPath } from './look-again.page.js';
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
      const { state, offers, isOver, occurrence, calledOffBy } = part;
      const one = { ...request, state, offers, isOver, occurrence, calledOffBy, standsForAll: false };
      return occurrence !== null && mayTake(action, one, actor).available;
    });
  const toHold = may('propose') ? look.occurrences.flatMap((one) => holdItem(one, chosen)) : [];
  const toSign = may('sign') ? shown(request, 'proposed') : NOTHING;
  const seen = look.occurrences.flatMap(({ seenGroups }) => seenGroups);
  const toAccept = may('accept') ? shown(request, 'offered') : NOTHING;
  const posted = values['offers'] === undefined ? undefined : [values['offers']].flat().toSorted().join(' ');
  return {
    ...page,
    rows: rows.map((row, place) => ({ ...row, ...standing(look.occurrences[place]!) })),
    toHold,
    toSign: { ...toSign, shown: seen.map(({ offer, seenGroup }) => `${offer} ${seenGroup}`) },
    toAccept,
    hasChanged:
      posted !== undefined && ![toSign, toAccept].some(({ offers }) => offers.toSorted().join(' ') === posted),
    // Which of them: those that wait now and were not on the page that was sent.
    cameSince: posted === undefined ? [] : [toSign, toAccept].flatMap(({ each }) => each.filter(isNot(posted))),
    later:
      may('withdraw') || may('reopen')
        ? look.occurrences.map((one) => ({
            ...{ value: one.date, text: heldOf(one) || staySpan(one.wanted), selected: values['date'] === one.date },
          }))
        : [],
  };
}

/** What waits for a step, as this page shows it and its form names it: breaks that come later are not meant by it. */
function shown({ parts }: OpenedRequest, state: string): Shown {
  const each = parts.flatMap(({ id, occurrence, offers, state: now }) => {
    // Beside one that the family took nothing waits for an answer or a signature.
    const these = offers.filter((offer) => occurrence !== null && now !== 'agreed' && offer.state === state);
    const text = [...new Set(these.map(staySpan))].join(' or ');
    return these.length === 0 ? [] : [{ href: `/requests/${id}`, text, offers: these.map((offer) => offer.id) }];
  });
  return { breaks: each.length, offers: each.flatMap(({ offers }) => offers), each };
}

interface Shown {
  breaks: number;
  offers: string[];
  each: { href: string; text: string; offers: string[] }[];
}

const NOTHING: Shown = { breaks: 0, offers: [], each: [] };

const isNot =
  (posted: string) =>
  ({ offers }: { offers: string[] }): boolean =>
    offers.some((id) => !posted.includes(id));

const SINCE: Record<LookAgainAt['why'], string> = {
  changed: 'Something has changed since it was decided that these nights suit.',
  decided_against: 'It was decided since that these nights do not suit.',
};

function standing(one: LookedOccurrence) {
  const { part, skipped, wanted, date, lookAgain } = one;
  const held = [part?.stay?.arrival ?? part?.offers.map(({ arrival }) => arrival) ?? []].flat();
  const isElsewhere = held.length > 0 && !held.includes(wanted.arrival);
  const insteadOf = isElsewhere ? wanted.arrival : wanted.arrival === date ? '' : date;
  const said = { insteadOf: insteadOf && sayDate(insteadOf), again: '' };
  if (!part) return { ...said, state: skipped ? 'Left out' : '' };
  // Who can do something about it is led there.
  const again = lookAgain ? lookAgainPath(lookAgain) : '';
  return { ...said, again, why: lookAgain && SINCE[lookAgain.why], state: STATE_TEXT[part.state], held: heldOf(one) };
}

/** The nights that are booked for a break, or else all that are held for it. */
function heldOf({ part }: LookedOccurrence): string {
  if (part?.stay) return staySpan(part.stay);
  return [...new Set((part?.offers ?? []).map(staySpan))].join(' or ');
}

/** A break that can be held now, on the nights that are asked for or else the nearest others. */
function holdItem({ date, wanted, answer, others, skipped }: LookedOccurrence, chosen: string[] | undefined) {
  if (!answer || skipped) return [];
  const isAsked = answer.result === 'fits' || answer.result === 'fits_with_moves';
  const [nights] = isAsked ? [{ ...wanted, moves: answer.moves, verdict: answer.verdict }] : others;
  if (!nights) return [];
  const value = [date, nights.arrival, ...nights.moves].join(' ');
  // Nobody holds a bed against the advice, or moves somebody, without having chosen it.
  const isPlain = nights.moves.length === 0 && nights.verdict !== 'unsuitable';
  const hints = [
    ...(nights.verdict && nights.verdict !== 'suitable'
      ? [`Advice: ${VERDICT_TEXT[nights.verdict].toLowerCase()}.`]
      : []),
    ...(isAsked ? [] : [`Instead of ${sayDate(wanted.arrival)}.`]),
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
  {
    done,
    left,
    more = [],
    kept = [],
  }: Pick<SeriesDone, 'left' | 'more' | 'kept'> & { done: readonly { date: string }[] },
  what: string,
  [one, several, waits]: readonly [one: string, several: string, waits: string] = ['waits', 'wait', ''],
  keptSaid = '',
): Said {
  const count = (all: readonly unknown[]) => (all.length === 1 ? '1 break' : `${all.length} breaks`);
  const first = [
    `${what} for ${count(done)}.`,
    ...(kept.length > 0 ? [`For ${sayList(kept.map(({ date }) => sayDate(date)))}: ${keptSaid}`] : []),
  ].join(' ');
  const said =
    left.length === 0
      ? first
      : `${first} Left: ${left.map(({ date, why }) => `${sayDate(date)} (${why})`).join('; ')}`.slice(0, 900);
  if (more.length === 0) return said;
  const came = more.length === 1 ? `${one} ${waits} by now: look at it.` : `${several} ${waits} by now: look at them.`;
  return [said, `${count(more).replace(' ', ' more ')} ${came}`];
}
