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

interface MatchOfEach extends Pick<Match, 'goal' | 'rounds'> {
  /** Of what is done in a round, in its order; what has none is not printed. */
  titles: (string | undefined)[];
  /** How many a second of each of them. */
  ours: () => Promise<number[]>;
  theirs: () => Promise<number[]>;
}

interface Pair {
  ours: number;
  theirs: number;
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
  const once = (round: Round) => async () => [await round()];
  const [pairs] = await takeTurns({ ours: once(ours), theirs: once(theirs), rounds });
  const { ratio, mine, base, wanted } = judge(pairs!, goal);
  sayFigure(title, `${ratio}   ${wanted}`);
  sayFigure('', `${names[0]} ${mine}/s, ${names[1]} ${base}/s`);
}

/** The same of contestants who each do several things in a round: a line for each of them that has a title. */
export async function compareEach({ titles, ours, theirs, goal, rounds = 5 }: MatchOfEach) {
  const each = await takeTurns({ ours, theirs, rounds });
  for (const [at, title] of titles.entries()) {
    if (title === undefined) continue;
    const { ratio, mine, base, wanted } = judge(each[at]!, goal);
    sayFigure(title, `${ratio}   ${wanted}   ours ${mine}/s, theirs ${base}/s`);
  }
}

/** Of each thing that they do the pairs of rounds. */
async function takeTurns({ ours, theirs, rounds }: Pick<MatchOfEach, 'ours' | 'theirs'> & { rounds: number }) {
  const warm = await ours();
  await theirs();
  const pairs = warm.map((): Pair[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await ours() : undefined;
    const other = await theirs();
    for (const [at, rate] of (first ?? (await ours())).entries()) pairs[at]!.push({ ours: rate, theirs: other[at]! });
  }
  return pairs;
}

function judge(pairs: readonly Pair[], goal: Goal) {
  const ratio = spreadOf(pairs.map((pair) => ('atLeast' in goal ? pair.ours / pair.theirs : pair.theirs / pair.ours)));
  const [isReached, wanted] =
    'atLeast' in goal
      ? [ratio.median >= goal.atLeast, `at least ${goal.atLeast}`]
      : [ratio.median <= goal.atMost, `at most ${goal.atMost}`];
  return {
    ratio: figure(ratio, 2),
    mine: figure(spreadOf(pairs.map((pair) => pair.ours))),
    base: figure(spreadOf(pairs.map((pair) => pair.theirs))),
    wanted: `${wanted}: ${isReached ? 'reached' : 'NOT REACHED'}`,
  };
}

export function figure({ median, low, high }: Spread, digits = 0): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export const sayFigure = (what: string, text: string): void => say(`${what.padEnd(58)} ${text}`);
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
