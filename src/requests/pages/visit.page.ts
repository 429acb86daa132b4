import { mayAskOf, worksAt, type Actor } from '../../identity/domain/actor.js';
import { dateIn, daysBetween, type PlainDate } from '../../kernel/nights.js';
import { date, dateTime, shortDate } from '../../web/filters.js';
import {
  VISIT_ACTION_TEXT,
  VISIT_KINDS,
  VISIT_KIND_TEXT,
  VISIT_STATE_TEXT,
  type VisitFlag,
} from '../../stays/domain/visit.js';
import type { VisitStep, VisitView } from '../../stays/visits.service.js';
import { personFacts } from './words.page.js';

export const visitPath = (id: string) => `/visits/${id}`;

const FLAG_TEXT: Record<VisitFlag, string> = {
  kept_apart: 'Somebody who was there that day is kept apart from them for safety. Tell the manager.',
  closed: 'The unit was closed that day.',
  staffing: 'More were there than the staff of that day could take.',
};

const BAND = { planned: 'info', happened: 'good', cancelled: 'none' } as const;

/** What a page shows of a visit: who it is beyond doubt, when, and how it stands. */
export function visitPage(visit: VisitView, now: Date) {
  const today = dateIn(now, visit.unit.zone);
  const person = personFacts(visit.youngPerson, today);
  return {
    id: visit.id,
    path: visitPath(visit.id),
    person,
    personPath: `/young-people/${person.id}`,
    unit: visit.unit.name,
    unitId: visit.unit.id,
    listPath: `/visits?unit=${visit.unit.id}`,
    kind: VISIT_KIND_TEXT[visit.kind],
    day: date(visit.date),
    shortDay: shortDate(visit.date),
    times: `${visit.startsAt} to ${visit.endsAt}`,
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    note: visit.note,
    state: visit.state,
    stateText: VISIT_STATE_TEXT[visit.state],
    band: BAND[visit.state],
    planned: `${visit.madeBy}, ${dateTime(visit.madeAt)}`,
    overruledBecause: visit.overruledBecause,
    whoWasThere: visit.whoWasThere,
    cancelledWhy: visit.cancelledWhy,
    recorded: visit.recordedBy ? `${visit.recordedBy}, ${dateTime(visit.recordedAt)}` : '',
    flags: visit.against.map((flag) => FLAG_TEXT[flag]),
    /** Days since it was planned to be and nobody wrote down what became of it. */
    daysLate: visit.state === 'planned' && visit.date < today ? daysBetween(visit.date, today) : 0,
  };
}

/** What was done to a visit, the latest first; of a correction also what it said until then. */
export function visitHistory(steps: readonly VisitStep[]) {
  return steps
    .map((step, place) => ({
      what: `${step.by} ${VISIT_ACTION_TEXT[step.action]}`,
      at: step.at,
      reason: step.reason,
      changes: step.action === 'corrected' || step.action === 'moved' ? changed(steps[place - 1], step) : [],
    }))
    .toReversed();
}

function changed(before: VisitStep | undefined, after: VisitStep): string[] {
  if (!before) return [];
  const parts: [string, (step: VisitStep) => string][] = [
    ['Day', (step) => date(step.date)],
    ['Time', (step) => `${step.startsAt} to ${step.endsAt}`],
    ['Who was there', (step) => step.whoWasThere],
    ['Note', (step) => step.note || 'none'],
  ];
  return parts
    .filter(([, of]) => of(before) !== of(after))
    .map(([name, of]) => `${name}: ${of(after)}. Before: ${of(before)}.`);
}

/** The steps that the actor may take now. */
export function visitSteps(visit: VisitView, actor: Actor, today: PlainDate): { text: string; href: string }[] {
  if (visit.state === 'happened' && worksAt(actor, visit.unit.id))
    return [
      { text: 'Correct what was written down', href: `${visitPath(visit.id)}/correct` },
      { text: 'It did not take place', href: `${visitPath(visit.id)}/take-back` },
    ];
  if (visit.state !== 'planned') return [];
  const happened = { text: 'Record that it took place', href: `${visitPath(visit.id)}/happened` };
  const move = { text: 'Move the visit', href: `${visitPath(visit.id)}/move` };
  const cancel = { text: 'Cancel the visit', href: `${visitPath(visit.id)}/cancel` };
  return worksAt(actor, visit.unit.id) && visit.date <= today ? [happened, move, cancel] : [move, cancel];
}

/** Those of the day, and those before it of which nobody has said what became of them. */
export function visitsToday(visits: readonly VisitView[], now: Date) {
  return visits.map((visit) => visitPage(visit, now));
}

export const kindChoices = () => VISIT_KINDS.map((kind) => ({ value: kind, text: VISIT_KIND_TEXT[kind] }));

/** Where the actor may plan a visit: the only unit is chosen already. */
export function unitChoices(actor: Actor): { value: string; text: string }[] {
  return actor.units.filter(({ id }) => mayAskOf(actor, id)).map(({ id, name }) => ({ value: id, text: name }));
}
