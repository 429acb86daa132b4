import { addDays, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { ClaimPurpose } from './claim.js';
import type { ClosedNights } from './closure.js';

/** The most nights of one claim; a longer run is several, one after the other. */
const LONGEST_CLAIM = 400;

/** A claim that a closure has, or is to have. */
export interface ClosureClaim extends Nights {
  closureId: string;
  bedId: string;
  purpose: Extract<ClaimPurpose, 'closed' | 'out_of_service'>;
}

/**
 * What has to change for the calendar to show these closures from the night `since` on: claims to give back and claims
 * to make. Nights before it stay as they were. A bed out of service is that also while its unit is closed; the closure
 * takes the unit's other nights, and takes this one when the bed is back. Each goes
 * around the nights that `taken` names for it. Claims that are right already are left alone.
 */
export function planClosures({
  closures,
  beds,
  live,
  since,
  taken = () => [],
}: {
  closures: readonly ClosedNights[];
  beds: readonly string[];
  live: readonly (ClosureClaim & { id: string })[];
  since: PlainDate;
  taken?: (closureId: string) => readonly (Nights & { bedId: string })[];
}): { release: string[]; make: ClosureClaim[] } {
  const wanted = new Map<string, Map<PlainDate, string>>(beds.map((bed) => [bed, new Map()]));
  for (const claim of live)
    for (const night of nightsOf({ arrival: claim.arrival, departure: least(claim.departure, since) }))
      wanted.get(claim.bedId)?.set(night, claim.closureId);
  // The unit's own last: it takes what is left.
  for (const { id, bedId, runs } of closures.toSorted((a, b) => Number(a.bedId === null) - Number(b.bedId === null))) {
    const gone = taken(id);
    for (const bed of bedId === null ? beds : [bedId])
      for (const run of runs)
        for (const night of nightsOf({ arrival: most(run.arrival, since), departure: run.departure }))
          if (!wanted.get(bed)?.has(night) && !gone.some((one) => one.bedId === bed && isOn(one, night)))
            wanted.get(bed)?.set(night, id);
  }
  const units = new Set(closures.filter(({ bedId }) => bedId === null).map(({ id }) => id));
  const purposes = new Map(live.map(({ closureId, purpose }) => [closureId, purpose]));
  const made = [...wanted].flatMap(([bedId, nights]) =>
    runsOfNights(nights).map(({ closureId, ...run }) => ({
      ...run,
      closureId,
      bedId,
      purpose: purposes.get(closureId) ?? (units.has(closureId) ? ('closed' as const) : ('out_of_service' as const)),
    })),
  );
  const keys = new Set(made.map(key));
  const kept = new Set(live.map(key));
  return {
    release: live.filter((claim) => !keys.has(key(claim))).map(({ id }) => id),
    make: made.filter((claim) => !kept.has(key(claim))),
  };
}

function runsOfNights(nights: ReadonlyMap<PlainDate, string>): (Nights & { closureId: string })[] {
  const runs: (Nights & { closureId: string })[] = [];
  for (const [night, closureId] of [...nights].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = runs.at(-1);
    if (last?.departure === night && last.closureId === closureId && addDays(last.arrival, LONGEST_CLAIM) > night)
      last.departure = addDays(night, 1);
    else runs.push({ arrival: night, departure: addDays(night, 1), closureId });
  }
  return runs;
}

const key = ({ closureId, bedId, arrival, departure }: ClosureClaim) =>
  [closureId, bedId, arrival, departure].join(' ');
const isOn = ({ arrival, departure }: Nights, night: PlainDate) => arrival <= night && night < departure;
const least = (a: PlainDate, b: PlainDate) => (a < b ? a : b);
const most = (a: PlainDate, b: PlainDate) => (a > b ? a : b);

/** Two closures of the same bed, or both of the unit, that share a night; `undefined` when none do. */
export function overlapping(one: ClosedNights, others: readonly ClosedNights[]): ClosedNights | undefined {
  return others.find(
    (other) =>
      other.id !== one.id &&
      other.bedId === one.bedId &&
      other.runs.some((run) => one.runs.some((own) => own.arrival < run.departure && run.arrival < own.departure)),
  );
}
