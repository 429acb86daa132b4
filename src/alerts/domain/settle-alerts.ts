import type { AlertKind, Finding } from './alert-kinds.js';

/** An alert whose cause lasted at the last look: it is open, or somebody has resolved it by hand. */
export interface Standing extends Omit<Finding, 'opens' | 'grade'> {
  id: string;
  grade: number;
  isResolved: boolean;
  snoozedUntil: Date | null;
}

/** A finding with how bad it is. */
export type Graded = Finding & { grade: number };

/** What becomes of a unit's alerts at a look. */
export interface Settled {
  /** `again`: it was resolved by hand and has got worse since. */
  open: { finding: Graded; again: boolean }[];
  /** What an alert says now. Figures may change often; that it has got worse or better is a step of its own. */
  update: { id: string; finding: Graded; step: 'worse' | 'better' | null }[];
  end: { id: string; why: 'cause_gone' | 'switched_off' }[];
  /** Of what was resolved by hand: what came of it since is another thing. */
  forget: string[];
  /** What was put off until now. */
  wake: string[];
}

/**
 * What becomes of the alerts that stand once somebody has looked again, for the kinds that are on.
 *
 * - What is found past its threshold opens once; while it stands it is updated, never repeated.
 * - A finding that does not open keeps an alert that stands and begins none, so that what wavers about a threshold gives one
 *   alert.
 * - An alert whose cause is not found any more ends, as do all of a kind that was switched off.
 * - What somebody resolved by hand stays away as long as its cause lasts, and comes back as a new alert only when it is worse
 *   than it was when they resolved it. Once its cause has gone it is forgotten: the next time is a new one.
 * - What was put off wakes when its time has come, and is updated in its sleep.
 *
 * The order of what is given does not matter. Of two findings with one key, which conditions do not give, the one that says
 * more counts.
 *
 * @example settleAlerts([], [aFinding], () => true, now).open; // [{ finding: aFinding, again: false }]
 */
export function settleAlerts(
  standing: readonly Standing[],
  findings: readonly Finding[],
  isOn: (kind: AlertKind) => boolean,
  now: Date,
): Settled {
  const settled: Settled = { open: [], update: [], end: [], forget: [], wake: [] };
  const found = oneOfEachKey(findings.filter(({ kind }) => isOn(kind)));
  for (const one of standing.toSorted((a, b) => compare(a.id, b.id))) {
    const finding = found.get(causeOf(one));
    found.delete(causeOf(one));
    if (one.isResolved) {
      const isWorse = finding?.opens && finding.grade > one.grade;
      if (!finding || isWorse) settled.forget.push(one.id);
      if (isWorse) settled.open.push({ finding, again: true });
    } else if (!finding) {
      settled.end.push({ id: one.id, why: isOn(one.kind) ? 'cause_gone' : 'switched_off' });
    } else {
      if (saysOther(one, finding)) settled.update.push({ id: one.id, finding, step: stepOf(one, finding) });
      if (one.snoozedUntil && one.snoozedUntil <= now) settled.wake.push(one.id);
    }
  }
  for (const finding of found.values()) if (finding.opens) settled.open.push({ finding, again: false });
  settled.open.sort((a, b) => compare(causeOf(a.finding), causeOf(b.finding)));
  return settled;
}

const causeOf = ({ kind, key }: Pick<Finding, 'kind' | 'key'>): string => `${kind} ${key}`;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function oneOfEachKey(findings: readonly Finding[]): Map<string, Graded> {
  const one = new Map<string, Graded>();
  for (const { grade = 0, ...given } of findings) {
    const finding = { ...given, grade };
    const other = one.get(causeOf(finding));
    if (!other || saysMore(finding, other) > 0) one.set(causeOf(finding), finding);
  }
  return one;
}

/** Above 0 where `a` says more than `b`: it opens, is worse, or else is simply another text, so that the order is nobody's choice. */
function saysMore(a: Graded, b: Graded): number {
  return Number(a.opens) - Number(b.opens) || a.grade - b.grade || compare(textOf(a), textOf(b));
}

const saysOther = (one: Standing, finding: Graded): boolean =>
  one.grade !== finding.grade || textOf(one) !== textOf(finding);

const stepOf = (one: Standing, { grade }: Graded): 'worse' | 'better' | null =>
  grade === one.grade ? null : grade > one.grade ? 'worse' : 'better';

/** The same text for two that say the same, whatever the order of their fields. */
function textOf({ about, figures, dueAt }: Pick<Finding, 'about' | 'figures' | 'dueAt'>): string {
  const sorted = (fields: object) =>
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => compare(a, b));
  return JSON.stringify([sorted(about), sorted(figures), dueAt?.getTime() ?? null]);
}
