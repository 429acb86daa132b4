import { looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { ABSENCE_TEXT } from '../../stays/domain/absence.js';
import { bedName } from '../../stays/domain/conflict.js';
import { REFUSED_SHORT } from '../../stays/domain/refusal.js';
import { thingsOpen } from '../../stays/domain/readiness.js';
import { NOTE_KIND_TEXT } from '../../stays/domain/stay-note.js';
import { mayChangeNote } from '../../stays/domain/shift-note.js';
import type { HandoverNote } from '../../stays/handover-notes.service.js';
import type { StayView } from '../../stays/stays.service.js';
import type { VisitView } from '../../stays/visits.service.js';
import { dateTime } from '../../web/filters.js';
import type { House } from '../handover.service.js';
import { visitPage } from './visit.page.js';
import { leavingDue, personFacts } from './words.page.js';

/** Somebody of the house in a line: who it is beyond doubt, where they sleep, until when. */
function line(stay: StayView, today: PlainDate, now: Date) {
  return {
    href: `/stays/${stay.id}`,
    person: personFacts(stay.youngPerson, today),
    bed: bedName(stay),
    arrival: stay.arrival,
    departure: stay.overdueSince ?? stay.departure,
    toLeave: leavingDue(stay, now),
    away: stay.away ? `${ABSENCE_TEXT[stay.away.kind]} since ${dateTime(stay.away.since)}` : '',
    isMissing: stay.away?.kind === 'missing',
    refused: stay.refused ? REFUSED_SHORT : '',
  };
}

interface Shown {
  house: House;
  open: ReadonlyMap<string, number>;
  notes: readonly HandoverNote[];
  unit: { id: string };
}

/** Everything that one shift tells the next. */
export function handoverPage({ house, open, notes, unit }: Shown, actor: Pick<Actor, 'id' | 'role' | 'units'>) {
  const { now, today, tonight, visits, arriving, arrivingTomorrow, leaving, leavingTomorrow } = house;
  const lines = (stays: readonly StayView[]) =>
    stays.map((stay) => ({ ...line(stay, today, now), ...openOf(stay, open) }));
  return {
    now,
    today,
    tomorrow: addDays(today, 1),
    inTheBuilding: lines(house.inTheBuilding),
    away: lines(house.away),
    arriving: lines(arriving).map((one) => ({
      ...one,
      isLate: one.arrival < tonight,
      step: `${one.href}/arrive`,
      record: 'Record the arrival',
    })),
    arrivingTomorrow: lines(arrivingTomorrow),
    leaving: lines(leaving).map((one) => ({
      ...one,
      isLate: Boolean(one.toLeave?.late),
      step: `${one.href}/depart`,
      record: 'Record the departure',
    })),
    leavingTomorrow: lines(leavingTomorrow),
    visits: visits.map((visit) => visitLine(visit, now)),
    notes: notes.map((note) => ({ ...noteLine(note, actor), ...putRight(note, unit, actor) })),
    toRead: notes.filter((note) => !isRead(note, actor)).map(({ id }) => id),
  };
}

/** What is not in order before they come, and where it is put in order; nothing where all is. */
function openOf({ id }: StayView, open: ReadonlyMap<string, number>) {
  const count = open.get(id) ?? 0;
  return count > 0 && { open: thingsOpen(count), checklist: `/stays/${id}/checklist` };
}

/** What was taken back is nobody’s to read any more. */
const isRead = ({ by, readBy, takenBack }: HandoverNote, { id }: Pick<Actor, 'id'>) =>
  takenBack !== null || by.id === id || readBy.some((reader) => reader.id === id);

function noteLine(note: HandoverNote, actor: Pick<Actor, 'id'>) {
  const { stay, kind, text, at, by, readBy } = note;
  return {
    about: stay ? `${stay.firstName} ${stay.lastName}: ${NOTE_KIND_TEXT[kind!].toLowerCase()}` : 'The house',
    href: stay && `/stays/${stay.id}/notes`,
    text,
    at,
    by: by.name,
    isNew: !isRead(note, actor),
    readBy: readBy.length > 0 ? `Read by ${readBy.map(({ name }) => name).join(', ')}` : 'Nobody has read it yet',
  };
}

/** What a note of the house said before, that it was taken back, and where it is put right by whoever may. */
function putRight(note: HandoverNote, unit: { id: string }, actor: Pick<Actor, 'id' | 'role' | 'units'>) {
  const { id, stay, earlier, takenBack } = note;
  const page = (step: string) => `/handover/notes/${id}/${step}?unit=${unit.id}`;
  return {
    earlier: earlier.map(({ text, at, by }) => ({ text, who: `Before, by ${by.name}, ${dateTime(at)}` })),
    takenBack: takenBack && {
      why: takenBack.why,
      who: `Taken back by ${takenBack.by.name}, ${dateTime(takenBack.at)}`,
    },
    steps:
      stay === null && !looksOnAt(actor, unit.id) && mayChangeNote(note, actor)
        ? [
            { text: 'Correct', href: page('correct') },
            { text: 'Take back', href: page('take-back') },
          ]
        : [],
  };
}

/** The list to tick when everybody has left the building: who is in it, who is not, who visits. */
export function rollCallPage({ now, today, inTheBuilding, away, arriving, visits }: House) {
  const lines = (stays: readonly StayView[]) => stays.map((stay) => line(stay, today, now));
  return {
    now,
    inTheBuilding: lines(inTheBuilding),
    away: lines(away),
    arriving: lines(arriving),
    visits: visits.map((visit) => visitLine(visit, now)),
    visiting: visits.filter(isHere).length,
  };
}

/** Of whose visit it is on record that it took place is in the house until it ends. */
const isHere = ({ state }: VisitView) => state === 'happened';

const visitLine = (visit: VisitView, now: Date) => ({ ...visitPage(visit, now), isHere: isHere(visit) });
