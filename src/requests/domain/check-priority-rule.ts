import { CRITERIA, SCALES, type PriorityRule } from './priority.js';

/** The most that one thing may weigh, and the most at which a scale is full. */
const MOST = 1_000;

/**
 * What was read as a priority rule, or what is wrong with it and where. Every weight has its reason: a rule that nobody can
 * explain to a family is none.
 *
 * @example asPriorityRule({}); // { place: 'title', reason: 'a title is missing' }
 */
export function asPriorityRule(read: unknown): { rule: PriorityRule } | { place: string; reason: string } {
  const { title, weights, scales } = Object(read) as Record<string, unknown>;
  if (typeof title !== 'string' || title.trim() === '') return { place: 'title', reason: 'a title is missing' };
  const fault =
    firstFault('weights', weights, CRITERIA, { figure: 'points', least: 0 }) ??
    firstFault('scales', scales, SCALES, { figure: 'full', least: 1 });
  if (fault) return fault;
  const rule = { title, weights, scales } as PriorityRule;
  const hasWeight = CRITERIA.some((criterion) => rule.weights[criterion].points > 0);
  return hasWeight ? { rule } : { place: 'weights', reason: 'one of them at least has to be above 0' };
}

function firstFault(
  place: string,
  read: unknown,
  names: readonly string[],
  { figure, least }: { figure: string; least: number },
): { place: string; reason: string } | undefined {
  const given = Object(read) as Record<string, unknown>;
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) return { place: `${place}.${unknown}`, reason: `only ${names.join(', ')} are known` };
  for (const name of names) {
    const { [figure]: value, why } = Object(given[name]) as Record<string, unknown>;
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > MOST)
      return { place: `${place}.${name}.${figure}`, reason: `a whole number from ${least} to ${MOST} is expected` };
    if (typeof why !== 'string' || why.trim() === '')
      return { place: `${place}.${name}.why`, reason: 'the reason for it is missing' };
  }
  return undefined;
}
