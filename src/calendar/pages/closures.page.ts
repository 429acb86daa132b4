import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { date, dateTime, nightSpan, nightsText } from '../../web/filters.js';
import type { ClosureStep, ClosureView } from '../closure-reader.js';
import type { InTheWay, VisitInTheWay } from '../closure-claims.service.js';
import type { ClosureForm } from '../dto/closure.form.js';
import type { Claim } from '../domain/claim.js';
import {
  BED_REASONS,
  isTakenOff,
  REASON_TEXT,
  sayClosed,
  sayVisitClosed,
  UNIT_REASONS,
  type ClosureReason,
} from '../domain/closure.js';
import { sayRule } from '../domain/repeating-rule.js';

export const closurePath = (id: string): string => `/closures/${id}`;
export const newClosurePath = (unit: string): string => `/closures/new?unit=${unit}`;

const REPEATS = { no: 'No', weekly: 'Every week', yearly: 'Every year' } as const;

/** What can be closed, and why, as radios and a list. */
export function closureChoices(beds: readonly { id: string; name: string }[], mayCloseUnit: boolean) {
  const reasons: readonly ClosureReason[] = mayCloseUnit
    ? [
        ...UNIT_REASONS.filter((reason) => reason !== 'other'),
        ...BED_REASONS.filter((one) => !(UNIT_REASONS as readonly string[]).includes(one)),
        'other',
      ]
    : BED_REASONS;
  return {
    whats: [
      ...beds.map(({ id, name }) => ({ value: id, text: `${name}: take it out of use` })),
      ...(mayCloseUnit ? [{ value: 'unit', text: 'The whole unit: close it' }] : []),
    ],
    reasons: reasons.map((value) => ({ value, text: REASON_TEXT[value] })),
    repeats: Object.entries(REPEATS).map(([value, text]) => ({ value, text })),
  };
}

/** The rule of a form's repeats: from its first night on, week by week or year by year; null when it is once. */
export function ruleOf({ repeats, until }: Pick<ClosureForm, 'repeats' | 'until'>): string | null {
  if (repeats === 'no') return null;
  const last = until ? `;UNTIL=${until.replaceAll('-', '')}` : '';
  return `FREQ=${repeats === 'weekly' ? 'WEEKLY' : 'YEARLY'}${last}`;
}

/** What is about to be closed, in words, and what stands there. */
export function checkPage(
  form: ClosureForm,
  bed: { name: string } | undefined,
  {
    inTheWay,
    visits,
    guests,
    nights,
    kept,
  }: {
    inTheWay: readonly InTheWay[];
    visits: readonly VisitInTheWay[];
    guests: ReadonlyMap<string, { firstName: string; lastName: string }>;
    nights: number;
    kept: number;
  },
) {
  return {
    isBed: bed !== undefined,
    title: bed ? `Take ${bed.name} out of use` : 'Close the unit',
    rows: [
      { key: 'What', text: bed ? bed.name : 'The whole unit' },
      { key: 'Nights', text: nightsSaid(form.from, form.to) },
      ...(form.repeats === 'no'
        ? []
        : [{ key: 'Repeats', text: `${REPEATS[form.repeats]}${form.until ? `, up to ${date(form.until)}` : ''}` }]),
      { key: 'Reason', text: REASON_TEXT[form.reason] },
      ...(form.note ? [{ key: 'Note', text: form.note }] : []),
      ...(bed && form.repeats === 'no'
        ? []
        : [{ key: 'In all', text: `${nights} bed ${nights === 1 ? 'night' : 'nights'} as far as can be booked` }]),
    ],
    inTheWay: [
      ...inTheWay.map(({ claim, bed: name }) => {
        const guest = claim.youngPersonId ? guests.get(claim.youngPersonId) : undefined;
        const text = sayClosed(claim, name, guest && `${guest.firstName} ${guest.lastName}`);
        return { text, href: guest && wayTo(claim) };
      }),
      ...visits.map((visit) => {
        const guest = guests.get(visit.youngPersonId);
        const text = sayVisitClosed(visit, guest && `${guest.firstName} ${guest.lastName}`);
        return { text, href: guest && `/visits/${visit.id}` };
      }),
    ],
    kept: keptSaid(kept),
    hidden: Object.entries({ ...form, step: undefined }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  };
}

/** What becomes of the nights that are kept for emergencies; nothing when there are none. @example keptSaid(1); // '1 bed night of these is kept for emergencies, …' */
function keptSaid(kept: number): string {
  if (kept === 0) return '';
  const [are, it] = kept === 1 ? ['bed night of these is', 'It is'] : ['bed nights of these are', 'They are'];
  return `${kept} ${are} kept for emergencies, and will be closed too. ${it} kept again if the closure ends early.`;
}

/** Where what stands there is moved or changed. */
function wayTo({ stayId, requestId, partId }: Claim): string | undefined {
  if (stayId) return `/stays/${stayId}`;
  return requestId ? `/requests/${partId ?? requestId}` : undefined;
}

/** One closure with its history; `today` in the unit's zone. */
export function closurePage(closure: ClosureView, steps: readonly ClosureStep[], today: PlainDate) {
  const what = closure.bed ? `${closure.bed.name} out of use` : 'Unit closed';
  return {
    ...closureItem(closure, today),
    title: what,
    unitName: closure.unit.name,
    calendarPath: `/calendar?unit=${closure.unit.id}&from=${closure.arrival}`,
    listPath: `/closures?unit=${closure.unit.id}`,
    steps: steps.map((step) => ({
      when: dateTime(step.at),
      who: step.by,
      what: stepSaid(step),
    })),
  };
}

export function closureItem(closure: ClosureView, today: PlainDate) {
  const { id, bed, arrival, departure, rule, reason, note, endedOn } = closure;
  const takenOff = isTakenOff(closure);
  const isOver = takenOff || (endedOn !== null ? endedOn <= today : rule === null && departure <= today);
  return {
    path: closurePath(id),
    what: bed ? bed.name : 'Whole unit',
    nights: nightsSaid(arrival, departure),
    repeats: rule ? sayRule(rule) : '',
    reason: REASON_TEXT[reason],
    note,
    ended: takenOff ? TAKEN_OFF : endedOn ? `In use again from ${date(endedOn)}` : '',
    hasBegun: arrival < today,
    isOver,
    mayChange: endedOn === null && !isOver,
    state: isOver ? 'Over' : arrival > today ? 'To come' : 'Now',
  };
}

const TAKEN_OFF = 'Taken off before it began';

function stepSaid({ action, arrival, departure, reason, note, endedOn }: ClosureStep): string {
  if (isTakenOff({ arrival, endedOn })) return TAKEN_OFF;
  if (action === 'ended') return `Ended: in use again from ${date(endedOn)}`;
  const said = `${nightsSaid(arrival, departure)}. ${REASON_TEXT[reason]}${note ? `: ${note}` : ''}`;
  return `${action === 'made' ? 'Closed' : 'Changed to'}: ${said}`;
}

function nightsSaid(arrival: PlainDate, departure: PlainDate): string {
  return `${nightSpan({ arrival, departure })} (${nightsText(daysBetween(arrival, departure))})`;
}
