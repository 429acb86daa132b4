import type { Bed, Claim } from '../../calendar/domain/claim.js';
import type { Nights } from '../../kernel/nights.js';
import type { Piece } from '../../stays/domain/pieces.js';
import type { StayState } from '../../stays/domain/stay-state.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { AdviceGround, AgainstPlan } from './plan-advice.js';
import type { PlanGround } from './plan-rules.js';

/** Whom a name means, as a person said: a young person, or nobody of whom there are to be stays. */
export type NameAnswer = { youngPersonId: string } | 'left_out';

/** A stay of one of those whom the diary names, wherever it is, that was not called off. */
export interface StayOnRecord extends Nights {
  id: string;
  youngPersonId: string;
  state: StayState;
}

/** The house as it stands, for a whole diary at once; and what its plans are held to. */
export interface DiaryHouse extends PlanGround, AdviceGround {
  unitId: string;
  zone: string;
  beds: readonly Bed[];
  unit: PlanGround['unit'] & AdviceGround['unit'];
  stays: readonly StayOnRecord[];
  now: Date;
  /** When somebody comes and leaves where the diary does not say, and when a day begins: `HH:MM`. */
  hours: { comes: string; leaves: string; dayBegins: string };
}

/** As what a row lands: a stay that is over, one that goes on, one to come, or nights that are closed. */
export type LandsAs = 'completed' | 'in_residence' | 'booked' | 'closed' | 'out_of_service';

/** What stands in the way of a row, or was there on the same nights. */
export interface Met extends Nights {
  purpose: Claim['purpose'];
  arrived: boolean;
  /** Of a stay: whether it is over. */
  departed?: boolean;
  bedId: string;
  youngPersonId: string | null;
}

/** How a row will land, or why it won't. `why` names the reason; what is said of it is made of that. */
export type Landing =
  | {
      outcome: 'lands';
      as: LandsAs;
      youngPersonId: string | null;
      /** The beds and their nights; of a stay that found no bed on some nights, fewer than its own. */
      pieces: readonly Piece[];
      arrivedAt: Date | null;
      departedAt: Date | null;
      /** What did not fit, though it is recorded: see `Clash`. */
      clashes: readonly Clash[];
      /** Of a plan: what the matching guide advises, with all who would be there once the diary is in. */
      advice?: Verdict;
    }
  /** `isUnregistered`: whoever is meant, a bed is not on the unit's registration on these nights. */
  | { outcome: 'asks'; why: 'name'; isUnregistered?: true }
  | { outcome: 'left_out'; why: LeftOut; met: readonly Met[]; problems: readonly string[] };

/** What is flagged of a row that lands all the same, because it happened or somebody goes over what stands against it. */
export type Clash =
  | { kind: 'no_bed'; nights: readonly Nights[]; met?: readonly Met[] }
  /** Nights on which no bed of the unit was on its registration yet, or any more. */
  | { kind: 'not_registered'; nights: readonly Nights[] }
  /**
   * The bed that the diary names; what stood in it, nothing where the unit has no such bed. Or the bed was not on the unit's
   * registration on all of these nights.
   */
  | { kind: 'other_bed'; bed: string; met?: readonly Met[]; isUnregistered?: boolean }
  /** What is planned where somebody really is: it keeps its nights and loses its bed. */
  | { kind: 'makes_way'; met: readonly Met[] }
  | { kind: 'elsewhere'; nights: readonly Nights[] }
  | { kind: 'around'; met: readonly Met[] }
  /** A plan that somebody who signs brings in, though rules stand against it that they may go over. */
  | { kind: 'gone_over'; against: readonly Pick<AgainstPlan, 'code' | 'sentence'>[] };

export type LeftOut =
  | 'problems'
  | 'nobody'
  | 'on_record'
  | 'said_twice'
  | 'booked_already'
  | 'staying_already'
  | 'elsewhere'
  | 'no_such_bed'
  | 'bed_taken'
  | 'no_bed'
  | 'needs'
  | 'rules'
  | 'may_go_over'
  | 'beyond_horizon'
  | 'closed_already'
  | 'not_registered'
  | 'stays_there';

/** Of what was met the first few: nobody reads more. */
export const firstMet = (met: readonly Met[]): Met[] => met.slice(0, 5).map(metOf);

export const leftOut = (why: LeftOut, met: readonly Met[] = [], problems: readonly string[] = []): Landing => ({
  outcome: 'left_out',
  why,
  met: firstMet(met),
  problems,
});

const metOf = ({ purpose, arrived, departed = false, bedId, youngPersonId, arrival, departure }: Met): Met => ({
  ...{ purpose, arrived, departed, bedId, youngPersonId, arrival, departure },
});

/** The bed that a diary means: by its name, its number, or both behind words (“Room 2”, “bed 02”, “2”). */
export function bedNamed(said: string, beds: readonly Bed[]): Bed | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  const named = beds.find(({ name }) => plain(name) === plain(said));
  if (named) return named;
  const number = /^(?:(?:bed|room|bedroom)\s*(?:no\.?)?\s*)?0*(\d{1,2})$/i.exec(said.trim());
  return number ? beds.find((bed) => bed.number === Number(number[1])) : undefined;
}
