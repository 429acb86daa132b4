import type { Actor } from '../identity/domain/actor.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { nextAction, type NextAction } from './domain/next-action.js';
import { lastArrivalOf, type Urgency } from './domain/deadlines.js';
import { STATES, type Deadline, type RequestState } from './domain/states.js';
import type { Window } from './domain/windows.js';
import { repeatedOf } from './series-reader.js';
import type { KeptYes, OfferView, PartPlace, RequestView } from './request-view.js';

/** A part of a request as it is read, by the names of the columns. */
export interface Row {
  [column: string]: unknown;
  id: string;
  number: number;
  state: RequestState;
}

/** What a part wants; a draft may not say it yet. */
function windowsOf(row: Row): Pick<RequestView, 'nights' | 'from' | 'to' | 'windows'> {
  const from = row['earliest_arrival'] as PlainDate | null;
  const to = row['latest_departure'] as PlainDate | null;
  const only = from && to ? [{ from, to }] : [];
  return { nights: row['nights'] as number | null, from, to, windows: (row['stretches'] as Window[] | null) ?? only };
}

type Said = Pick<RequestView, 'purpose' | 'wishes' | 'familyWishes' | 'unitShouldKnow'>;
const NOT_TOLD: Said = { purpose: '', wishes: '', familyWishes: '', unitShouldKnow: '' };

function saidOf(row: Row): Said {
  const text = (name: string) => row[name] as string;
  return {
    ...{ purpose: text('purpose'), wishes: text('wishes') },
    ...{ familyWishes: text('family_wishes'), unitShouldKnow: text('unit_should_know') },
  };
}

/** A part of a request as its reader may see it, from its row. */
export function toView(row: Row, actor: Actor, now: Date, part: PartPlace): RequestView {
  const text = (name: string) => row[name] as string;
  const zone = text('zone');
  const offers = ((row['offers'] as StoredOffer[] | null) ?? []).flatMap((offer) => offerOf(offer, actor));
  const wanted = windowsOf(row);
  const lastArrival = lastArrivalOf(wanted);
  const withheld = actor.role === 'cas_worker' && row['hides'] === true;
  const dueBy: Record<Deadline, () => Date | null> = {
    decision: () => row['due_at'] as Date | null,
    information: () => row['due_at'] as Date | null,
    waiting_list: () => row['due_at'] as Date | null,
    offer: () => row['due'] as Date,
    signature: () => row['due_at'] as Date | null,
    arrival: () => row['due'] as Date | null,
    departure: () => row['due'] as Date | null,
    review: () => row['review_due_at'] as Date | null,
  };
  const { deadline } = STATES[row.state];
  const due = deadline ? dueBy[deadline]() : null;
  return {
    id: row.id,
    number: row.number,
    pathId: part.of === 1 ? row.id : part.id,
    urgency: row['urgency'] as Urgency,
    partId: part.id,
    part,
    unit: { id: text('unit_id'), name: text('unit_name'), zone },
    youngPerson: {
      id: text('young_person_id'),
      firstName: text('first_name'),
      lastName: text('last_name'),
      dateOfBirth: text('date_of_birth'),
      caseNumber: text('case_number'),
      keyWorker: { id: text('key_worker_id'), name: text('key_worker_name') },
    },
    ...wanted,
    isOver: lastArrival !== null && lastArrival < dateIn(now, zone),
    weekdays: row['weekdays'] as number[],
    ...repeatedOf(row),
    aims: (row['aims'] as RequestView['aims'] | null) ?? [],
    // What was written about brothers and sisters together is not for who may read of one of them.
    ...(withheld ? NOT_TOLD : saidOf(row)),
    withheld,
    forSiblings: row['for_siblings'] as boolean,
    othersHaveAims: row['others_have_aims'] as boolean,
    othersSay: row['others_say'] as boolean,
    passed: row['passed'] as string[],
    askedBy: { id: text('asker_id'), name: text('asker_name') },
    coWorkers: (row['co_workers'] as RequestView['coWorkers'] | null) ?? [],
    jointly: row['jointly'] as boolean,
    createdAt: row['created_at'] as Date,
    submittedAt: row['submitted_at'] as Date | null,
    state: row.state,
    stateSince: row['state_since'] as Date,
    nextAction: onDay(
      whose(nextAction(row.state, due, now, row['stay_refused'] === true), row['key_worker_left'] !== null),
      row,
      deadline,
    ),
    alsoOwed: toSignBeside(row, offers, now),
    offers,
    offer: offers[0] ?? null,
    stay: row['stay_id']
      ? {
          ...{ id: text('stay_id'), arrival: text('stay_arrival'), departure: text('stay_departure') },
          isRefused: row['stay_refused'] === true,
        }
      : null,
    calledOffBy: row['called_off_by'] as RequestView['calledOffBy'],
    otherStays: (row['other_stays'] as RequestView['otherStays'] | null) ?? [],
  };
}

/** As PostgreSQL writes it into JSON. */
type StoredOffer = Omit<OfferView, 'expires' | 'yes'> & {
  expires: string;
  yes: (Omit<KeptYes, 'at'> & { at: string }) | null;
};

/** An offer as the actor may see it: a key worker learns of it once it is signed, and of the unit's reasons never. */
function offerOf({ expires, yes, ...stored }: StoredOffer, { role }: Actor): OfferView[] {
  const offer = { ...stored, expires: new Date(expires), yes: yes && { ...yes, at: new Date(yes.at) } };
  if (role !== 'cas_worker') return [offer];
  return offer.state === 'proposed' ? [] : [{ ...offer, reasons: '', moves: [] }];
}

/** What is proposed beside nights that the family is asked about waits for a signature, whoever's the next step is. */
function toSignBeside(row: Row, offers: readonly OfferView[], now: Date): NextAction | null {
  if (row.state !== 'offered' || !offers.some(({ state }) => state === 'proposed')) return null;
  return nextAction('proposed', row['sign_by'] as Date, now) ?? null;
}

/** Whoever comes is expected until the night of their day is over: it is said by that day. */
function onDay(next: NextAction | null, row: Row, deadline: Deadline | undefined): NextAction | null {
  return next && deadline === 'arrival' ? { ...next, on: row['stay_arrival'] as PlainDate } : next;
}

/** What a key worker owes whose account has ended waits for nobody: a manager has to name another first. */
function whose(next: NextAction | undefined, keyWorkerLeft: boolean): NextAction | null {
  if (next?.owner !== 'cas_worker' || !keyWorkerLeft) return next ?? null;
  return { ...next, action: 'Choose another key worker: theirs has left', owner: 'manager' };
}
