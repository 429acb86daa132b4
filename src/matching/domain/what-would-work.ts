import type { Gap } from './assessed.js';
import { EASES, type Ease } from './factors.js';
import type { House } from './judge-night.js';
import type { Apart, Compatibility, StayJudge } from './judge-stay.js';
import { VERDICTS, type Verdict } from './verdicts.js';

/** A way to make nights work that do not, and what the advice would be then. */
export type Remedy =
  | { kind: 'ease'; eases: Ease[]; verdict: Verdict; score: number }
  | { kind: 'bed'; bedId: string; verdict: Verdict; score: number }
  | { kind: 'assess'; youngPersonId: string; gap: Gap };

export interface Setting {
  /** Of the young person whose nights they are. */
  judgeNights: StayJudge;
  nights: readonly House[];
  /** Whose rooms lie away from that of the bed. */
  apartFrom: (bedId: string) => Apart;
  bedId: string;
  /** Others that they could have on these nights. */
  beds: readonly string[];
}

/**
 * What would make the nights work: another bed, what the house can do on each of the nights, or an assessment that is
 * missing. Each by itself where it helps by itself; what helps only together comes last. Nothing helps where two must
 * never be together: then only other dates do.
 */
export function whatWouldWork(setting: Setting, now: Compatibility): Remedy[] {
  const assess = now.gaps.map((one): Remedy => ({ kind: 'assess', ...one }));
  if (now.verdict === 'suitable') return assess;
  const isBetter = ({ verdict }: Compatibility) => VERDICTS.indexOf(verdict) < VERDICTS.indexOf(now.verdict);
  const { judgeNights, nights, apartFrom } = setting;
  const beds = setting.beds.flatMap((bedId): Remedy[] => {
    if (bedId === setting.bedId) return [];
    const then = judgeNights(nights, apartFrom(bedId));
    return isBetter(then) ? [{ kind: 'bed', bedId, verdict: then.verdict, score: then.score }] : [];
  });
  // Where rooms lie is a matter of the bed.
  const open = EASES.filter((ease) => ease !== 'rooms_apart' && !nights.every(({ eases }) => eases.includes(ease)));
  const ease = (eases: Ease[]): Remedy[] => {
    const then = judgeNights(nights, apartFrom(setting.bedId), eases);
    return isBetter(then) ? [{ kind: 'ease', eases, verdict: then.verdict, score: then.score }] : [];
  };
  const single = open.flatMap((one) => ease([one]));
  const found = [...beds, ...single];
  return [...found, ...(found.length === 0 && open.length > 1 ? ease([...open]) : []), ...assess];
}
