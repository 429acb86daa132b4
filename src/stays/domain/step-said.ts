import { dateIn, timeIn, type PlainDate } from '../../kernel/nights.js';
import { sayDate, sayInstant } from '../../kernel/say-date.js';
import type { EndedBy, EndingCode } from './ending.js';
import { ENDED_BY_TEXT, ENDING_CODE_TEXT, sayNotice, whoAndWhy } from './ending-text.js';
import { STAY_ACTION_TEXT } from './stay-action-text.js';
import type { StayAction } from './stay-state.js';

/** A step of a stay as it was written down, with what is needed to say it. */
export interface StepToSay {
  at: Date;
  action: StayAction;
  /** When it happened, and the time that stood there before; null where nobody said. */
  happenedAt: Date | null;
  insteadOf: Date | null;
  endedBy: EndedBy | null;
  code: EndingCode | null;
  expectedAt: Date | null;
  /** The day that was planned, of an arrival or a departure. */
  planned: PlainDate | null;
}

const CORRECTED = { arrival_corrected: 'Arrival', departure_corrected: 'Departure' } as const;
const UNDONE = { arrival_undone: 'arrival', departure_undone: 'departure' } as const;
const CAME = { arrived: 'arrived', departed: 'left' } as const;

/**
 * What somebody did to a stay, in a sentence: when it really happened beside the day that was planned, who ended it, why,
 * and with how much notice; of what was put right, what was recorded before.
 *
 * @example stepSaid('Sam Example', an early departure, 'Europe/London'); // 'Sam Example recorded that they left on Saturday 13 March 2027 at 10:10 instead of Sunday 14 March 2027. Ended by the family: illness'
 */
export function stepSaid(who: string, step: StepToSay, zone: string): string {
  const { at, action, happenedAt, insteadOf, code, expectedAt } = step;
  if ((action === 'arrival_corrected' || action === 'departure_corrected') && happenedAt && insteadOf)
    return `${CORRECTED[action]} corrected: ${instead(happenedAt, insteadOf, zone)}, by ${who}${endedBy(step)}`;
  if ((action === 'arrival_undone' || action === 'departure_undone') && insteadOf)
    return `${who} undid the ${UNDONE[action]} that was recorded for ${sayInstant(insteadOf, zone)}`;
  if ((action === 'arrived' || action === 'departed') && happenedAt)
    return `${who} recorded that they ${CAME[action]} on ${beside(step, happenedAt, zone)}${endedBy(step)}`;
  if (action === 'no_show') return `${who} ${STAY_ACTION_TEXT.no_show}${code ? `: ${ENDING_CODE_TEXT[code]}` : ''}`;
  if (action === 'cancelled' && step.endedBy) {
    const notice = expectedAt ? `, with ${sayNotice({ endedAt: happenedAt ?? at, expectedAt })}` : '';
    const why = code ? `: ${ENDING_CODE_TEXT[code]}` : '';
    return `${who} recorded that ${ENDED_BY_TEXT[step.endedBy]} cancelled the stay${notice}${why}`;
  }
  if (action === 'ending_corrected')
    return `${who} ${STAY_ACTION_TEXT.ending_corrected}: ${whoAndWhy({ by: step.endedBy, code }) || 'no reason from the list'}`;
  if (action === 'shortened' && step.endedBy)
    return `${who} ${STAY_ACTION_TEXT.shortened}: ${whoAndWhy({ by: step.endedBy, code })}`;
  return `${who} ${STAY_ACTION_TEXT[action]}${happenedAt ? `: ${sayInstant(happenedAt, zone)}` : ''}`;
}

/** When it happened, and the day that was planned where that is another. */
function beside({ planned }: StepToSay, happenedAt: Date, zone: string): string {
  const when = sayInstant(happenedAt, zone);
  if (!planned) return when;
  return dateIn(happenedAt, zone) === planned ? `${when}, as planned` : `${when} instead of ${sayDate(planned)}`;
}

function endedBy({ endedBy: by, code }: StepToSay): string {
  return by ? `. Ended by ${whoAndWhy({ by, code })}` : '';
}

/** Two times of one day are told apart by the time alone. */
function instead(now: Date, before: Date, zone: string): string {
  const day = dateIn(now, zone);
  return day === dateIn(before, zone)
    ? `${timeIn(now, zone)} instead of ${timeIn(before, zone)} (${sayDate(day)})`
    : `${sayInstant(now, zone)} instead of ${sayInstant(before, zone)}`;
}
