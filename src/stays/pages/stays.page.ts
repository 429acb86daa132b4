import type { PlainDate } from '../../kernel/nights.js';
import type { StayState } from '../domain/stay-state.js';
import { stayPage, type Stay } from './stay.page.js';

export type Shown = 'now' | 'arriving' | 'past' | 'undecided' | 'to_review';

/** The stays of each list, and which of them come first. */
export const WHICH: Record<Shown, { states?: StayState[]; undecided?: true; toReview?: true; soonestFirst: boolean }> =
  {
    now: { states: ['in_residence'], soonestFirst: false },
    arriving: { states: ['booked'], soonestFirst: true },
    past: { states: ['completed', 'no_show', 'cancelled'], soonestFirst: false },
    undecided: { undecided: true, soonestFirst: true },
    to_review: { toReview: true, soonestFirst: true },
  };

const TITLES: Record<Shown, string> = {
  now: 'Staying now',
  arriving: 'Arriving',
  past: 'Past',
  undecided: 'Legal status to decide',
  to_review: 'How it went, to record',
};
const NONE: Record<Shown, string> = {
  now: 'Nobody is staying now.',
  arriving: 'No stay is booked.',
  past: 'No stay has ended yet.',
  undecided: 'The legal status of every stay is decided.',
  to_review: 'Of every stay it is on record how it went.',
};

export function staysPage(
  { items, next }: { items: Stay[]; next: string | null },
  { show, isFirst }: { show: Shown; isFirst: boolean },
  now: Date,
  tonightIn: (zone: string) => PlainDate,
) {
  return {
    title: TITLES[show],
    tabs: (Object.keys(TITLES) as Shown[]).map((which) => ({
      text: TITLES[which],
      href: `/stays?show=${which}`,
      active: which === show,
    })),
    stays: items.map((stay) => stayPage(stay, now, tonightIn(stay.unit.zone))),
    severalUnits: new Set(items.map(({ unit }) => unit.id)).size > 1,
    emptyText: NONE[show],
    first: isFirst ? undefined : `/stays?show=${show}`,
    next: next ? `/stays?show=${show}&cursor=${encodeURIComponent(next)}` : undefined,
  };
}
