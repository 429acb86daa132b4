/** What one round of a contestant gave: how many a second. */
export type Round = () => Promise<number>;

export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** At least this share of the other's rate, or at most this many times its time. */
export type Goal = { atLeast: number } | { atMost: number };

export interface Match {
  title: string;
  ours: Round;
  theirs: Round;
  goal: Goal;
  /** What the two are called in the figures. */
  names?: [ours: string, theirs: string];
  rounds?: number;
}

/** The median, and the quarter and three quarters of the way. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => {
    const place = (sorted.length - 1) * part;
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/**
 * Lets two contestants run in turn, each once to warm up, and prints how they compare: of each pair of rounds, so that
 * what slows the machine for a while slows both.
 */
export async function compare({ title, ours, theirs, goal, names = ['ours', 'theirs'], rounds = 7 }: Match) {
  await ours();
  await theirs();
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await ours() : undefined;
    const other = await theirs();
    pairs.push({ ours: first ?? (await ours()), theirs: other });
  }
  const ratio = spreadOf(pairs.map((pair) => ('atLeast' in goal ? pair.ours / pair.theirs : pair.theirs / pair.ours)));
  const [mine, base] = [spreadOf(pairs.map((pair) => pair.ours)), spreadOf(pairs.map((pair) => pair.theirs))];
  const [isReached, wanted] =
    'atLeast' in goal
      ? [ratio.median >= goal.atLeast, `at least ${goal.atLeast}`]
      : [ratio.median <= goal.atMost, `at most ${goal.atMost}`];
  sayFigure(title, `${figure(ratio, 2)}   ${wanted}: ${isReached ? 'reached' : 'NOT REACHED'}`);
  sayFigure('', `${names[0]} ${figure(mine)}/s, ${names[1]} ${figure(base)}/s`);
}

export function figure({ median, low, high }: Spread, digits = 0): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export const sayFigure = (what: string, text: string): void => say(`${what.padEnd(58)} ${text}`);
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
