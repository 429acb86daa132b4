import { maySign, looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { dateIn, timeIn, type PlainDate } from '../../kernel/nights.js';
import { sayDate, sayDay, sayInstant } from '../../kernel/say-date.js';
import { LEGAL_STATUS_TEXT } from '../../stays/domain/legal-status-text.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { BeforeAdmission } from '../domain/before-admission.js';
import type { EmergencyStep } from '../domain/emergency-state.js';
import { decisionSaid, EMERGENCY_STATE_TEXT, missingText } from '../domain/emergency-text.js';
import { nextQuestion, type EmergencyQuestion } from '../domain/next-question.js';
import type { HouseThen, StayingThen } from '../emergency-house.service.js';
import type {
  DecisionRecorded,
  EmergencyAnswers,
  EmergencyStanding,
  EmergencyView,
  Impact,
} from '../emergency-view.js';
import { minutesLate } from './emergency.json.js';
import { deadline, personFacts, type Deadline } from './words.page.js';

type Me = Pick<Actor, 'id' | 'role' | 'units'>;

export const emergencyPath = (id: string, question = '') => `/emergencies/${id}${question && `/${question}`}`;

/** As they are called on a page: by the record where it can be read. */
export function nameOf({ youngPerson, called }: Pick<EmergencyView, 'youngPerson' | 'called'>): string {
  return youngPerson ? `${youngPerson.firstName} ${youngPerson.lastName}` : called;
}

const WHAT: Record<EmergencyStep['state'], (name: string, hasLeft: boolean) => string> = {
  asking: (name) => `Ask the on-call manager whether ${name} may come`,
  decision_owed: (name, hasLeft) =>
    hasLeft
      ? `${name} was here and has left: the on-call manager’s decision is still to be recorded`
      : `${name} is here, and the on-call manager’s decision is still owed`,
  refused_but_here: (name) => `${name} was refused and is still here: ring the on-call manager again`,
  refused_but_held: (name) =>
    `${name} was refused and a bed is still held: cancel the stay, or ring the on-call manager again`,
  agreed: (name) => `${name} may come: record it when they are here`,
  to_countersign: (name) => `Countersign the decision about ${name}`,
};

const WHERE: Record<EmergencyStep['state'], string> = {
  asking: '',
  decision_owed: 'decision',
  refused_but_here: '',
  refused_but_held: '',
  agreed: '',
  to_countersign: 'countersign',
};

/** A step that is owed, as something to do. */
function item(emergency: EmergencyStanding, { state, due }: EmergencyStep, now: Date) {
  const { zone } = emergency.unit;
  const by = deadline(due, zone, minutesLate(due, now));
  return {
    href: emergencyPath(emergency.id, WHERE[state]),
    what: WHAT[state](nameOf(emergency), emergency.stay?.state === 'completed'),
    detail: `Emergency at ${emergency.unit.name}, begun on ${sayInstant(emergency.openedAt, zone)} by ${emergency.openedBy.name}`,
    due: by,
    today: by !== null && by.day <= dateIn(now, zone),
    isLate: by !== null && by.late !== '',
  };
}

/** What the people on shift have to do tonight. */
export function emergencyItems(open: readonly EmergencyStanding[], now: Date) {
  const owed = open.flatMap((one) => {
    const step = one.steps.find(({ state }) => state !== 'to_countersign');
    return step ? [item(one, step, now)] : [];
  });
  return byDue(owed);
}

/** What those who sign for the unit owe by day. */
export function countersignItems(open: readonly EmergencyStanding[], actor: Me, now: Date) {
  return open.flatMap((one) => {
    const step = one.steps.find(({ state }) => state === 'to_countersign');
    return step && maySign(actor, one.unit.id) ? [item(one, step, now)] : [];
  });
}

/** Everything that is owed, for the next shift: also what only a manager can sign. */
export function handoverEmergencies(open: readonly EmergencyStanding[], now: Date) {
  return open.flatMap((one) =>
    one.steps.map((step) => ({
      ...item(one, step, now),
      ...(step.state === 'to_countersign' && { href: emergencyPath(one.id) }),
    })),
  );
}

/** What is due first, first; what has no time set, last. */
export function byDue<T extends { due: Deadline | null }>(items: readonly T[]): T[] {
  const when = ({ due }: T) => (due ? `${due.day} ${due.time || '24:00'}` : '9999');
  return items.toSorted((a, b) => when(a).localeCompare(when(b)));
}

/** A decision as it was written down, with what a manager said of it. */
export function decisionPage(one: DecisionRecorded, zone: string, now: Date) {
  const { countersignBy, countersigned } = one;
  const owed = countersignBy && !countersigned;
  return {
    title: decisionSaid({ decision: one.decision, by: one.decidedByName, how: one.how }),
    isRefusal: one.decision === 'refused',
    said: one.said,
    rung: sayInstant(one.rungAt, zone),
    recorded: `Written down by ${one.recordedBy.name}, ${sayInstant(one.recordedAt, zone)}`,
    countersignBy: owed ? deadline(countersignBy, zone, minutesLate(countersignBy, now)) : null,
    inPerson: countersignBy === null,
    countersigned: countersigned && {
      text: `${countersigned.agrees ? 'Countersigned' : 'Seen differently'} by ${countersigned.by.name}, ${sayInstant(countersigned.at, zone)}`,
      note: countersigned.note,
    },
  };
}

/** A decision that is to be countersigned, with what was on record when it was written down. */
export function countersignPage(emergency: EmergencyView, one: DecisionRecorded, now: Date) {
  return {
    ...{ id: one.id, card: decisionPage(one, emergency.unit.zone, now), told: toldRows(emergency, one) },
    isLast: emergency.decisions.at(-1)?.id === one.id,
  };
}

/** Everything about an emergency, for those who may read it. */
export function emergencyPage(
  emergency: EmergencyStanding,
  {
    actor,
    missing,
    now,
    after,
    room = [],
  }: {
    actor: Me;
    missing: readonly BeforeAdmission[];
    now: Date;
    after?: EmergencyQuestion | undefined;
    /** What the service knows of beds and staff. */
    room?: readonly string[];
  },
) {
  const { id, unit, stay, ended, decisions, steps, agreedSince } = emergency;
  const { zone } = unit;
  const mayChange = !looksOnAt(actor, unit.id);
  const isOpen = !stay && !ended;
  const last = decisions.at(-1);
  return {
    id,
    path: emergencyPath(id),
    name: nameOf(emergency),
    unit: unit.name,
    unitId: unit.id,
    state: EMERGENCY_STATE_TEXT[emergency.state],
    band: emergency.state === 'settled' ? 'none' : emergency.state === 'agreed' ? 'good' : 'warn',
    person: emergency.youngPersonId && emergency.youngPerson ? `/young-people/${emergency.youngPersonId}` : '',
    begun: `Begun by ${emergency.openedBy.name}, ${sayInstant(emergency.openedAt, zone)}`,
    steps: steps.map(({ action, due, owner }) => ({
      ...{ action, due: deadline(due, zone, minutesLate(due, now)) },
      owner: owner === 'manager' ? 'A manager' : 'Unit staff',
    })),
    rows: answerRows(emergency, zone, impactsOf(emergency), room).map(({ question, ...row }) => ({
      ...row,
      ...(mayChange && { href: emergencyPath(id, question) }),
    })),
    missing: isOpen ? missingText(missing) : '',
    mayHold: mayChange && isOpen && missing.length === 0,
    decisions: decisions.toReversed().map((one) => decisionPage(one, zone, now)),
    mayCome: last !== undefined && last.decision !== 'refused',
    stayPath: stay ? `/stays/${stay.id}` : '',
    since: agreedSince
      ? `Looked at again since: it was decided that they can be there (${agreedSince.by}, ${sayInstant(agreedSince.at, zone)})`
      : '',
    ended: ended?.why
      ? `No place was needed any more: ${ended.why} (${ended.by.name}, ${sayInstant(ended.at, zone)})`
      : '',
    next: mayChange && isOpen && !last ? nextQuestion(emergency, missing, after) : '',
    mayDecide: mayChange && (isOpen || stay !== null || last?.decision === 'refused') && !ended?.why,
    mayPlace: mayChange && !stay && !ended?.why,
    mayEnd: mayChange && isOpen,
    maySign: maySign(actor, unit.id) && steps.some(({ state }) => state === 'to_countersign'),
  };
}

function newcomerText({ newcomer }: Pick<EmergencyView, 'newcomer'>): string {
  if (!newcomer) return '';
  const { firstName, lastName, dateOfBirth, dateOfBirthGuessed } = newcomer;
  const born = dateOfBirth && `, born on ${sayDate(dateOfBirth)}${dateOfBirthGuessed ? ' (a guess)' : ''}`;
  return `${firstName} ${lastName}${born ?? ''}. Nobody in the council has a record of them.`;
}

/** What it means for each, with who said it. */
function impactsOf({ impacts }: Pick<EmergencyView, 'impacts'>): string {
  return impacts.map((one) => `${whoIs(one)}: ${one.impact} (${one.by.name})`).join('\n');
}

function whoIs({ youngPerson }: Pick<Impact, 'youngPerson'>): string {
  return youngPerson ? `${youngPerson.firstName} ${youngPerson.lastName}` : 'Somebody who was staying';
}

/** What the manager was told: what has been answered since does not stand there. */
function toldRows(emergency: EmergencyView, { told }: DecisionRecorded) {
  const { impacts, unit, newcomer, known } = emergency;
  const name = (id: string) =>
    whoIs(impacts.find(({ youngPersonId }) => youngPersonId === id) ?? { youngPerson: null });
  const said = told.impacts.map(({ youngPerson, impact }) => `${name(youngPerson)}: ${impact}`).join('\n');
  return answerRows({ ...told, newcomer, known }, unit.zone, said).map(({ question: _, ...row }) => row);
}

/** The answers, each with the question that changes it. */
function answerRows(
  { newcomer, known, expectedAt, until, why, risk, house, authority, legalBasis }: Answered,
  zone: string,
  impacts: string,
  room: readonly string[] = [],
) {
  const row = (key: string, text: string, question: string, said = true) => ({
    ...{ key, question, text: text || 'Not answered yet' },
    said: said && text !== '',
  });
  return [
    ...(newcomer || known
      ? [row('Who they are', [newcomerText({ newcomer }), known].filter(Boolean).join('\n'), 'why')]
      : []),
    row('From when', expectedAt ? sayInstant(expectedAt, zone) : '', 'why', false),
    row('Until', until ? sayDate(until) : '', 'why', false),
    row('Why', why, 'why'),
    row('What is known of risk', risk, 'why'),
    row('Room and staffing tonight', [...room, house].filter(Boolean).join('\n'), 'impact'),
    row('Impact on those staying', impacts, 'impact'),
    row('Authority to place', authority, 'authority'),
    row('Legal basis', legalBasis ? LEGAL_STATUS_TEXT[legalBasis] : '', 'authority', false),
  ];
}

type Answered = EmergencyAnswers & Pick<EmergencyView, 'newcomer'>;

export const IMPACT_ON = 'impact-';

/** The form about the house: a line for each who is staying, under a name of their own. */
export function houseValues({ house, impacts }: Pick<EmergencyView, 'house' | 'impacts'>): TypedValues {
  return {
    house,
    ...Object.fromEntries(impacts.map(({ youngPersonId, impact }) => [`${IMPACT_ON}${youngPersonId}`, impact])),
  };
}

/** Those who are staying, each with the field for what it means for them. */
export function stayingRows(staying: readonly StayingThen[], today: PlainDate, values: TypedValues) {
  return staying.map(({ stay, keptApart }) => {
    const field = `${IMPACT_ON}${stay.youngPerson.id}`;
    return {
      ...{ field, keptApart, value: values[field] ?? '' },
      person: personFacts(stay.youngPerson, today),
      where: [
        stay.bed?.name ?? 'No bed yet',
        ...(stay.state === 'booked' ? [comesOn(stay.arrival, today)] : []),
        ...(stay.away ? ['away, bed kept'] : []),
      ].join(', '),
    };
  });
}

const comesOn = (arrival: PlainDate, today: PlainDate) =>
  arrival > today ? `comes on ${sayDate(arrival)}` : 'still to come';

/** From whom the child is kept apart, of those who are there on the nights asked for, by name. */
export const keptApartFrom = (staying: readonly StayingThen[]): string[] =>
  staying
    .filter(({ keptApart }) => keptApart)
    .map(({ stay: { youngPerson } }) => `${youngPerson.firstName} ${youngPerson.lastName}`);

/** Room and staffing, as they are. */
export function houseFacts({ beds, staffing, staying, night, tonight }: HouseThen): string[] {
  const when = night === tonight ? 'tonight' : `from ${sayDay(night)}`;
  const kept = beds.filter(({ isKept }) => isKept).length;
  const keptSaid = kept > 0 ? ` (${kept} kept for emergencies)` : '';
  const free =
    beds.length === 0
      ? `No bed is free ${when}.`
      : `Free ${when}: ${beds.map(({ bed }) => bed.name).join(', ')}${keptSaid}.`;
  const count = `${staying.length} ${staying.length === 1 ? 'young person' : 'young people'} there with them.`;
  if (!staffing?.figure) return [free, count, 'How many the staff can take that night is not recorded.'];
  const { take, high } = staffing.figure;
  return [free, count, `The staff on duty can take ${take}, of whom ${high} with high support.`];
}

/** The answers of one page, as its form has them. */
export function whyValues({ expectedAt, until, why, risk, known, unit }: EmergencyView): TypedValues {
  return {
    date: expectedAt ? dateIn(expectedAt, unit.zone) : '',
    time: expectedAt ? timeIn(expectedAt, unit.zone) : '',
    ...{ until: until ?? '', why, risk, known },
  };
}

export function authorityValues({ authority, legalBasis }: EmergencyView): TypedValues {
  return { authority, legalBasis: legalBasis ?? '' };
}
