import type { PlainDate } from '../../kernel/nights.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { everybodyOn, judgeInputs, type DecisionInputs, type NightLookedAt } from './decision-inputs.js';

/** The house gives less than it did when it was decided, and the advice is graver for it. */
export interface HouseChange {
  /** Fewer young people can be taken by the staff, the night staff sleep, or rooms do not lie apart any more. */
  kind: 'staff' | 'waking_night' | 'rooms';
  nights: PlainDate[];
}

/** What is left on a night of what was counted on, or nothing where no less is. */
type Less = (was: NightLookedAt, is: NightLookedAt) => NightLookedAt | undefined;

const LESS: Record<HouseChange['kind'], Less> = {
  // Where nobody had set a figure it was decided as if the staff could take everybody who was to be there.
  staff: (was, is) => {
    const counted = was.staff ?? everybodyOn(was).length + 1;
    return is.staff !== null && is.staff < counted ? { ...was, staff: is.staff } : undefined;
  },
  waking_night: (was, is) => {
    const eases = was.eases.filter((ease) => is.eases.includes(ease));
    return eases.length < was.eases.length ? { ...was, eases } : undefined;
  },
  // Of those who are still there: whoever is not is another change.
  rooms: (was, is) => {
    const apart = was.apart.filter((id) => is.apart.includes(id) || !everybodyOn(is).includes(id));
    return apart.length < was.apart.length ? { ...was, apart } : undefined;
  },
};

/**
 * What the house gives less than when it was decided, on nights that were looked at: only where that alone makes the advice
 * graver, so that nobody is asked to look again because a night has one less on duty and enough still. More than was counted
 * on is never a reason, and each change is judged by itself, with the group as it was.
 *
 * @param rules in force now; a change of the matching guide is another change
 * @param hasBed whether they have a room now: who has none is looked at for that, and their rooms cannot be compared
 * @example houseChanges(rules, { ...then, nights: [{ …night, staff: 3 }] }, [{ …night, staff: 1 }], true); // [{ kind: 'staff', nights: ['2027-03-12'] }]
 */
export function houseChanges(
  rules: RuleSet,
  then: DecisionInputs,
  now: readonly NightLookedAt[],
  hasBed: boolean,
): HouseChange[] {
  const today = new Map(now.map((one) => [one.night, one]));
  const nights = then.nights.filter(({ night }) => today.has(night));
  if (nights.length === 0) return [];
  const kinds = (Object.keys(LESS) as HouseChange['kind'][]).filter((kind) => kind !== 'rooms' || hasBed);
  const found = kinds.flatMap((kind): (HouseChange & { nightsThen: NightLookedAt[] })[] => {
    const left = nights.map((was) => LESS[kind](was, today.get(was.night)!) ?? was);
    const less = left.filter((one, place) => one !== nights[place]);
    return less.length > 0 ? [{ kind, nights: less.map(({ night }) => night), nightsThen: left }] : [];
  });
  if (found.length === 0) return [];
  const before = judgeInputs(rules, { ...then, nights });
  return found.flatMap(({ kind, nights: on, nightsThen }) => {
    const after = judgeInputs(rules, { ...then, nights: nightsThen });
    const graver = VERDICTS.indexOf(after.verdict) - VERDICTS.indexOf(before.verdict) || before.score - after.score;
    return graver > 0 ? [{ kind, nights: on }] : [];
  });
}
