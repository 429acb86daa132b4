import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { staffedNights, type Staffing } from '../../calendar/domain/staffing.js';
import type { Nights, PlainDate } from '../../kernel/nights.js';
import { sayNights } from '../../kernel/say-date.js';
import { VERDICT_TEXT, VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import { fitFinder, type FitFinder, type Matching } from '../../requests/domain/fit.js';
import { NightBook } from './night-book.js';

/** What the advice on plans at a unit goes by. */
export interface AdviceGround {
  /** Of the unit, on all nights of the diary. */
  claims: readonly Claim[];
  beds: readonly Bed[];
  staffing: Staffing;
  unit: { wakingNight: boolean };
  /** With everybody as old as they are on that date. */
  matchingOn: (date: PlainDate) => Matching;
}

/** What whoever signs may go over, in a sentence that names nobody. */
export interface AgainstPlan {
  code: string;
  sentence: string;
  mayBeOverruled?: true;
}

/**
 * The matching advice on plans of a diary, asked of one row after the other: how somebody fits with who has a bed on each of
 * their nights, by what is booked and by the rows that have landed. Nobody who is not assessed is ever found suitable.
 */
export class PlanAdvice {
  private readonly here: NightBook;
  private readonly known = new Map<PlainDate, Matching>();

  constructor(private readonly ground: AdviceGround) {
    this.here = new NightBook(ground.claims);
  }

  add(claim: Claim): void {
    this.here.add(claim);
  }

  /** The bed in which they fit best, of equal ones the first; `undefined` of none. */
  safest(beds: readonly Bed[], wanted: Nights, youngPersonId: string): Bed | undefined {
    if (beds.length < 2) return beds[0];
    const find = this.finder(wanted, youngPersonId);
    const place = ({ id }: Bed) => VERDICTS.indexOf(find(wanted, id).verdict);
    const [first, ...others] = beds.map((bed) => ({ bed, at: place(bed) }));
    return others.reduce((best, one) => (one.at < best.at ? one : best), first!).bed;
  }

  of(wanted: Nights, youngPersonId: string, bedId: string): Verdict {
    return this.finder(wanted, youngPersonId)(wanted, bedId).verdict;
  }

  /**
   * What has to be gone over with a reason, as by whoever signs nights by hand: that they do not fit with who would be there.
   * What is not assessed yet, or fits only with something done about it, is shown and holds up nothing. `isShort`: that the
   * staff are too few is gone over already, and is not said a second time.
   */
  against(wanted: Nights, youngPersonId: string, bedId: string, isShort = false): AgainstPlan[] {
    const { verdict, nights } = this.finder(wanted, youngPersonId, isShort)(wanted, bedId);
    if (verdict !== 'unsuitable') return [];
    const which = nights.filter((one) => one.verdict === 'unsuitable').map(({ night }) => night);
    const sentence = `The matching advice is “${VERDICT_TEXT[verdict]}” with who would be there (${sayNights(which)}).`;
    return [{ code: verdict, sentence, mayBeOverruled: true }];
  }

  private finder(wanted: Nights, youngPersonId: string, isWithoutStaff = false): FitFinder {
    const { beds, staffing, unit, matchingOn } = this.ground;
    const matching = this.known.get(wanted.arrival) ?? matchingOn(wanted.arrival);
    this.known.set(wanted.arrival, matching);
    const claims = this.here.on(wanted);
    const staffed = isWithoutStaff ? [] : staffedNights(staffing, claims, wanted, youngPersonId);
    const house = { beds, claims, staffed, wakingNight: unit.wakingNight };
    return fitFinder(matching.people.get(youngPersonId)!, house, matching, wanted);
  }
}
