import type { PlainDate } from '../../kernel/nights.js';
import type { TimelineEntry } from '../timeline.service.js';

/** One line of a request's story: "2 March 2027, 10:12 Dana Example asked for a break". */
export interface StoryLine {
  at: Date;
  text: string;
  nights: { arrival: PlainDate; departure: PlainDate } | null;
  note: string;
}

const DONE: Record<string, string> = {
  submit: 'asked for a break',
  review: 'took the request up',
  propose: 'proposed nights',
  sign: 'signed: the nights are offered to the family',
  take_back: 'took the nights back',
  accept: 'wrote down that the family accepted: the break is booked',
  decline_offer: 'wrote down that the family said no',
  waitlist: 'put the request on the waiting list',
  decline: 'declined the request',
  withdraw: 'withdrew the request',
  arrived: 'recorded the arrival',
  departed: 'recorded the departure',
  away: 'recorded that they are away',
  back: 'recorded that they are back',
  extended: 'made the stay longer',
  shortened: 'made the stay shorter',
  moved: 'moved the stay to another bed',
  stayed_on: 'recorded that they are staying on',
  written_on: 'wrote on somebody who should have left and is still there',
  displaced: 'recorded that the bed for the stay is no longer certain',
  rebooked: 'found other nights or another bed for the stay',
  placed: 'recorded an emergency placement',
  decided: 'decided who can be there together',
  given_back: 'gave the stay its bed back',
  no_show: 'recorded that they did not arrive',
  cancelled: 'cancelled the stay',
};

const BY_ITSELF: Record<string, string> = {
  proposed: 'Nobody signed in time: the bed is free again',
  offered: 'The family did not answer in time: the bed is free again',
};

/** The timeline in words, oldest first. */
export function story(entries: readonly TimelineEntry[]): StoryLine[] {
  return entries.map(({ at, by, action, from, note, arrival, departure }) => ({
    at,
    text:
      action === 'lapse'
        ? (BY_ITSELF[from ?? ''] ?? 'The offer ran out')
        : `${by ?? 'The service'} ${DONE[action] ?? action}`,
    nights: arrival && departure ? { arrival, departure } : null,
    note,
  }));
}
