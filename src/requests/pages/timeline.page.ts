import type { PlainDate } from '../../kernel/nights.js';
import type { Action } from '../domain/transitions.js';
import { isDecision, TOLD_TEXT } from '../domain/match-decision.js';
import { DECLINE_REASON_TEXT, type DeclineReason } from '../domain/decline-reasons.js';
import { staySpan } from '../../web/filters.js';
import { whoDid, type TimelineEntry } from '../timeline.service.js';

/** One line of a request's story: "2 March 2027, 10:12 Dana Example asked for a break". */
export interface StoryLine {
  at: Date;
  text: string;
  nights: { arrival: PlainDate; departure: PlainDate } | null;
  note: string;
}

/** What a timeline can hold of the request itself: an edit is not written down, and a lapse, of either kind, is said below. */
type Told = Exclude<Action, 'edit' | 'lapse' | 'lapse_unsigned' | 'lapse_undecided'>;

const DONE: Record<Told, string> = {
  submit: 'asked for a break',
  review: 'took the request up',
  ask_information: 'asked for more information',
  give_information: 'answered what the unit had asked',
  extend_offer: 'gave the family more time',
  reopen: 'opened the request again',
  propose: 'proposed nights',
  sign: 'signed: the nights are offered to the family',
  take_back: 'took the nights back',
  accept: 'wrote down that the family accepted: the break is booked',
  keep_yes:
    'wrote down that the family says yes. The bed is kept: the unit looks at the nights again before they are booked',
  confirm: 'signed the nights again, to which the family had said yes: the break is booked',
  decline_offer: 'wrote down that the family said no',
  free_option: 'freed the option that the family did not take',
  answer_late: 'wrote down that the family answered after the time had run out',
  waitlist: 'put the request on the waiting list',
  decline: 'declined the request',
  withdraw: 'withdrew the request',
  take_place: 'wrote down that they came after all: the request is about that stay again',
};

/** Of a decision on who is there with whom: what was decided, in words that are for the key worker as well. */
const DECIDED: Record<string, (decision: string) => string> = {
  sign: (decision) => `signed: ${decision}. The nights are offered to the family`,
  take_back: (decision) => `decided: ${decision}. The bed is free again`,
  confirm: (decision) => `looked at the nights again, and signed: ${decision}. The break is booked, as the family said`,
  look_again: (decision) => `looked again at who will be there, and decided: ${decision}`,
};

const BY_ITSELF: Record<string, string> = {
  proposed: 'Nobody signed in time: the bed is free again',
  offered: 'The family did not answer in time: the bed is free again',
  agreed: 'The first night was over before anybody looked at the nights again: the bed is free again',
};

/** Of these the note is the name that the sentence says. */
const NAMES = ['name_co_worker', 'end_co_worker'];

/**
 * The timeline in words, oldest first. Of a request that wants several stays, a step that all of them took at once is one
 * line, and any other says which of them took it.
 *
 * @param parts what each part is called; left out where one is told of by itself
 */
export function story(
  entries: readonly TimelineEntry[],
  parts: readonly { id: string; called: string }[] = [],
): StoryLine[] {
  return together(entries).map((steps) => {
    const [entry] = steps;
    const { at, said, note, code, arrival, departure } = entry;
    const which = parts.filter(({ id }) => steps.some(({ part }) => part === id)).map(({ called }) => called);
    const whose = which.length < parts.length ? `${which.join('; ')}: ` : '';
    const nights = arrival && departure ? { arrival, departure } : null;
    const others = said ? undefined : OTHERS_OPEN[entry.to];
    const isOneOfSeveral = others !== undefined && ENDS_AN_OPTION.includes(entry.action);
    const isFreed = entry.action === 'free_option';
    return {
      at,
      text:
        whose +
        (isOneOfSeveral
          ? `${endOfOption(entry, nights)}. ${others}`
          : (said ?? (isFreed ? endOfOption(entry, nights) : stepText(entry)))),
      // Of one option among several the sentence says which nights are meant.
      nights: isOneOfSeveral || isFreed ? null : nights,
      note: NAMES.includes(entry.action)
        ? ''
        : entry.action === 'decline' && code
          ? [`${DECLINE_REASON_TEXT[code as DeclineReason]}.`, note].join(' ').trim()
          : note,
    };
  });
}

/** Steps with which one option ends; the others go on where the request is still proposed or offered after it. */
const ENDS_AN_OPTION = ['lapse', 'take_back', 'decline_offer'];
const OTHERS_OPEN: Record<string, string> = {
  agreed: 'The family said yes to another option',
  offered: 'Another option is still open to the family',
  proposed: 'Another option is still waiting for a signature',
};

const NOBODY: Record<string, string> = {
  proposed: 'Nobody signed in time',
  agreed: 'Nobody looked at the nights again in time',
};

/** The end of one of several options, with its nights where they may be told. */
function endOfOption(entry: TimelineEntry, nights: StoryLine['nights']): string {
  if (entry.action !== 'lapse') return [stepText(entry), ...(nights ? [staySpan(nights)] : [])].join(': ');
  const which = nights ? ` for ${staySpan(nights)}` : ' for one option';
  const isBesideTaken = entry.from === 'offered' && entry.to === 'agreed';
  const nobody =
    NOBODY[entry.from ?? ''] ?? (isBesideTaken ? 'The first night was over' : 'The family did not answer in time');
  return `${nobody}${which}: that bed is free again`;
}

/** Steps that several parts took in the same moment. */
function together(entries: readonly TimelineEntry[]): [TimelineEntry, ...TimelineEntry[]][] {
  const key = ({ at, by, action, note, arrival, departure }: TimelineEntry) =>
    JSON.stringify([new Date(at).getTime(), by, action, note, arrival, departure]);
  const steps: [TimelineEntry, ...TimelineEntry[]][] = [];
  for (const entry of entries) {
    const same = steps.find(
      (others) => key(others[0]) === key(entry) && others.every(({ part }) => part !== entry.part),
    );
    if (same) same.push(entry);
    else steps.push([entry]);
  }
  return steps;
}

function stepText(entry: TimelineEntry): string {
  const { action, from, note, code } = entry;
  if (action === 'free_again')
    return `${whoDid(entry)} undid the arrival for which the nights were taken back: the bed is free again`;
  if (action === 'add_note') return `${whoDid(entry)} added a note`;
  if (action === 'name_co_worker') return `${whoDid(entry)} named ${note} to work on it, too`;
  if (action === 'end_co_worker') return `${whoDid(entry)} wrote down that ${note} does not work on it any more`;
  if (isDecision(code)) return `${whoDid(entry)} ${DECIDED[action]?.(TOLD_TEXT[code]) ?? action}`;
  if (action === 'lapse') return BY_ITSELF[from ?? ''] ?? 'The offer ran out';
  return `${whoDid(entry)} ${DONE[action as Told] ?? action}`;
}
