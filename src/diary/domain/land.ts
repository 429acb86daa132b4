import { freeBeds } from '../../calendar/domain/choose-bed.js';
import { NO_BED, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, instantIn, overlaps, uncovered, type Nights, type PlainDate } from '../../kernel/nights.js';
import { missingIn } from '../../people/domain/stay-needs.js';
import type { Piece } from '../../stays/domain/pieces.js';
import { whereReally } from '../../stays/domain/where-really.js';
import type { DiaryRow } from './diary-row.js';
import { landClosure } from './land-closure.js';
import { clashesOf, isOutsideRegistration } from './clashes.js';
import { bedNamed, leftOut, type DiaryHouse, type Landing, type NameAnswer } from './landing.js';
import { nameKey } from './names.js';
import { NightBook } from './night-book.js';
import { pastPieces } from './past-pieces.js';
import { PlanAdvice, type AgainstPlan } from './plan-advice.js';
import { PlanRules } from './plan-rules.js';

type ReadRow = DiaryRow & Nights;
type Phase = 'completed' | 'in_residence' | 'closure' | 'booked';
const PHASES: readonly Phase[] = ['completed', 'in_residence', 'closure', 'booked'];

/**
 * How each row of a diary will land, in the order of the rows: what is over and who is there first, for it happened; then
 * closed nights; then what is planned, the earliest first, in the room that is left. So what the diary itself says twice, or
 * of two people in one bed, is seen too. What is over or going on always lands, with what clashes; a plan that clashes does
 * not, and says with what. The same rows land alike in whatever order they stand. `goesOver`: whoever signs goes over what
 * stands against a plan and can be gone over, as with a booking by hand.
 */
export function land(
  rows: readonly DiaryRow[],
  answers: ReadonlyMap<string, NameAnswer>,
  house: DiaryHouse,
  goesOver = false,
): Landing[] {
  const book = new NightBook([...house.claims, ...house.own]);
  const rules = new PlanRules(house);
  const advice = new PlanAdvice(house);
  const said = new Map<string, true>();
  const landings = new Map<number, Landing>();
  const ready: { place: number; row: ReadRow; phase: Phase; times: Times }[] = [];
  for (const [place, row] of rows.entries()) {
    const { arrival, departure } = row;
    if (row.problems.length > 0 || arrival === null || departure === null)
      landings.set(place, leftOut('problems', [], row.problems));
    else {
      const read = { ...row, arrival, departure };
      const times = timesOf(read, house);
      ready.push({ place, row: read, times, phase: row.kind === 'stay' ? phaseOf(read, times, house) : 'closure' });
    }
  }
  ready.sort(
    (a, b) =>
      PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
      compare(a.row.arrival, b.row.arrival) ||
      a.row.number - b.row.number ||
      a.row.time - b.row.time ||
      a.place - b.place,
  );
  for (const { place, row, phase, times } of ready) {
    const landing =
      phase === 'closure'
        ? landClosure(row, house, book)
        : landStay({ row, phase, times, answers, house, book, rules, advice, said, goesOver });
    landings.set(place, landing);
    if (landing.outcome !== 'lands') continue;
    for (const claim of claimsOf(row, String(place), landing, house)) {
      book.add(claim);
      rules.add(claim);
      advice.add(claim);
    }
  }
  // Whoever comes in behind a row is there with them, too.
  return rows.map((row, place) => advised(row, landings.get(place)!, advice));
}

function advised({ arrival, departure }: DiaryRow, landing: Landing, advice: PlanAdvice): Landing {
  if (landing.outcome !== 'lands' || landing.as !== 'booked') return landing;
  const bed = landing.pieces[0]!.bedId;
  return { ...landing, advice: advice.of({ arrival: arrival!, departure: departure! }, landing.youngPersonId!, bed) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

interface Times {
  comes: Date;
  leaves: Date;
}

/** Midnight is how calendars say that no time was meant. Who comes after it comes in the night of the day before. */
function timesOf(row: ReadRow, { zone, hours }: DiaryHouse): Times {
  const said = (time: string | null) => (time === '00:00' ? null : time);
  const comes = said(row.arrivesAt) ?? hours.comes;
  const date = comes < hours.dayBegins ? addDays(row.arrival, 1) : row.arrival;
  const arrived = instantIn(date, comes, zone);
  const left = instantIn(row.departure, said(row.leavesAt) ?? hours.leaves, zone);
  return { comes: arrived, leaves: left < arrived ? arrived : left };
}

/** Of whom to come was tonight nobody knows yet whether they have: they are expected, and staff record it at the door. */
function phaseOf({ arrival }: Nights, { leaves }: Times, { tonight, now }: DiaryHouse): Exclude<Phase, 'closure'> {
  if (arrival >= tonight) return 'booked';
  return leaves <= now ? 'completed' : 'in_residence';
}

interface StayAsked {
  row: ReadRow;
  phase: Exclude<Phase, 'closure'>;
  times: Times;
  answers: ReadonlyMap<string, NameAnswer>;
  house: DiaryHouse;
  book: NightBook;
  rules: PlanRules;
  advice: PlanAdvice;
  said: Map<string, true>;
  goesOver: boolean;
}

function landStay(asked: StayAsked): Landing {
  const { row, phase, answers, house, said } = asked;
  const answer = answers.get(nameKey(row));
  // Whoever it is: nobody is asked about a row that cannot come in.
  if (phase === 'booked' && answer !== 'left_out') {
    if (row.departure > house.horizon) return leftOut('beyond_horizon');
    if (row.bed !== '' && !bedNamed(row.bed, house.beds)) return leftOut('no_such_bed');
  }
  if (answer === undefined)
    return { outcome: 'asks', why: 'name', ...(lacksRegistration(asked) && { isUnregistered: true }) };
  if (answer === 'left_out') return leftOut('nobody');
  const { youngPersonId } = answer;
  const key = `${youngPersonId} ${row.arrival} ${row.departure}`;
  if (said.has(key)) return leftOut('said_twice');
  said.set(key, true);
  const theirs = house.stays.filter((stay) => stay.youngPersonId === youngPersonId && overlaps(stay, row));
  const planned = theirs.find(({ state }) => state === 'booked');
  if (theirs.some((stay) => stay.arrival === row.arrival && stay.departure === row.departure && stay !== planned))
    return leftOut('on_record');
  if (planned && phase !== 'completed') return leftOut('booked_already');
  if (phase === 'booked') return landPlan(asked, youngPersonId);
  if (
    phase === 'in_residence' &&
    house.stays.some((one) => one.youngPersonId === youngPersonId && one.state === 'in_residence')
  )
    return leftOut('staying_already');
  return landReal(asked, youngPersonId);
}

/** Of what happened: a plan without a registered bed does not land, and says so. */
const lacksRegistration = ({ row, phase, house: { beds } }: StayAsked): boolean =>
  phase !== 'booked' && isOutsideRegistration(row, row.bed === '' ? undefined : bedNamed(row.bed, beds), beds);

/** What happened lands: where nobody else really was, and with everything that does not go together. */
function landReal({ row, phase, times, house, book }: StayAsked, youngPersonId: string): Landing {
  const { beds, tonight } = house;
  const others = book.on(row);
  const own = others.filter((claim) => claim.youngPersonId === youngPersonId && claim.arrived);
  const named = row.bed === '' ? undefined : bedNamed(row.bed, beds);
  const isOver = phase === 'completed';
  const pieces = isOver
    ? pastPieces(row, named, beds, others, own)
    : whereReally({ wanted: row, held: [], meant: named?.id, beds, others, youngPersonId, tonight, isOver }).pieces;
  return {
    ...{ outcome: 'lands', as: isOver ? 'completed' : 'in_residence', youngPersonId, pieces },
    clashes: clashesOf({ row, beds, named, pieces, others, own, youngPersonId, isOver }),
    ...{ arrivedAt: times.comes, departedAt: isOver ? times.leaves : null },
  };
}

/**
 * A plan lands only where a booking by hand could: in a bed that is free on every night and has what they need, and where no
 * rule stands against it. Nothing that was there first gives way.
 */
function landPlan({ row, house, book, rules, advice, goesOver }: StayAsked, youngPersonId: string): Landing {
  const { beds, guests } = house;
  const others = book.on(row);
  const own = others.filter((claim) => claim.youngPersonId === youngPersonId);
  if (own.length > 0) return leftOut('elsewhere', own);
  const named = row.bed === '' ? undefined : bedNamed(row.bed, beds);
  const wanted = named ? [named] : beds;
  const needed = guests.get(youngPersonId)?.needs ?? [];
  const fitting = wanted.filter((bed) => missingIn(bed.attributes, needed).length === 0);
  const around = book.on({ arrival: addDays(row.arrival, -1), departure: row.departure });
  const bed = advice.safest(freeBeds(fitting, row, around), row, youngPersonId);
  const ruled = rules.against(row, youngPersonId, bed !== undefined);
  const mayGoOver = ruled.every(({ mayBeOverruled }) => mayBeOverruled);
  const isShort = ruled.some(({ code }) => code === 'staffing');
  const against: AgainstPlan[] = [
    ...ruled,
    ...(bed && mayGoOver ? advice.against(row, youngPersonId, bed.id, isShort) : []),
  ];
  const sentences = against.map(({ sentence }) => sentence);
  if (fitting.length === 0) return leftOut('needs', [], sentences);
  if (!bed) return leftOut(named ? 'bed_taken' : 'no_bed', inTheWay(fitting, others), sentences);
  if (against.length > 0 && !(mayGoOver && goesOver))
    return leftOut(mayGoOver ? 'may_go_over' : 'rules', [], sentences);
  const pieces: Piece[] = [{ bedId: bed.id, arrival: row.arrival, departure: row.departure }];
  return {
    ...{ outcome: 'lands', as: 'booked', youngPersonId, pieces },
    clashes: against.length > 0 ? [{ kind: 'gone_over', against }] : [],
    ...{ arrivedAt: null, departedAt: null },
  };
}

const inTheWay = (beds: readonly Bed[], others: readonly Claim[]) =>
  others
    .filter(({ bedId }) => beds.some(({ id }) => id === bedId))
    .toSorted((a, b) => compare(a.arrival, b.arrival) || compare(a.bedId, b.bedId));

/** What the row takes on the calendar, for the rows behind it. */
function claimsOf(row: ReadRow, id: string, landing: Landing & { outcome: 'lands' }, { guests }: DiaryHouse): Claim[] {
  const { as, youngPersonId, pieces } = landing;
  const isStay = youngPersonId !== null;
  const guest = isStay ? guests.get(youngPersonId) : undefined;
  const without: Piece[] = isStay ? uncovered(row, pieces).map((nights) => ({ bedId: NO_BED, ...nights })) : [];
  return [...pieces, ...without].map((piece) => ({
    ...{ ...piece, id, youngPersonId, purpose: isStay ? 'stay' : as === 'closed' ? 'closed' : 'out_of_service' },
    ...{ requestId: null, stayId: isStay ? id : null, closureId: isStay ? null : id },
    ...{ support: guest?.support ?? null, needs: guest?.needs ?? [], keepsRoom: guest?.keepsRoom ?? false },
    ...{ arrived: as === 'completed' || as === 'in_residence', departed: as === 'completed', announced: true },
  }));
}

/** The first and the last night of all rows that could land, within those of which anything is known; `undefined` for none. */
export function nightsOfRows(rows: readonly DiaryRow[], latest: PlainDate): Nights | undefined {
  const read = rows.filter(({ problems, arrival, departure }) => problems.length === 0 && arrival && departure);
  if (read.length === 0) return undefined;
  let [arrival, departure] = [read[0]!.arrival!, read[0]!.departure!];
  for (const row of read) {
    if (row.arrival! < arrival) arrival = row.arrival!;
    if (row.departure! > departure) departure = row.departure!;
  }
  const end = departure < latest ? departure : latest;
  return { arrival, departure: end > arrival ? end : addDays(arrival, 1) };
}
