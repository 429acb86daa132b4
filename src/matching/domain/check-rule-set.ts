import { SUPPORT_LEVELS } from '../../people/domain/stay-needs.js';
import { EASES, FACTOR_IDS, FACTORS, RISK_STATUSES, RISK_STATUS_TEXT } from './factors.js';
import { protectedIn, type Fault } from './protected.js';
import type { RuleSet } from './rule-set.js';
import { BAND_TEXT, BANDS } from './verdicts.js';

/** Longest reason of a weight, in characters, and most rows of a list. */
const LONGEST = 2_000;
const MOST_ROWS = 200;
const MOST_POINTS = 100;

type Fields = Record<string, (value: unknown, place: string) => Fault[]>;

const fault = (place: string, reason: string): Fault[] => [{ place, reason }];

/** A whole number or, by `step`, a part of one. */
const number =
  (least: number, most: number, step = 1) =>
  (value: unknown, place: string): Fault[] => {
    if (typeof value !== 'number' || !Number.isFinite(value) || !Number.isInteger(value / step))
      return fault(place, step === 1 ? 'Give a whole number.' : `Give a number in steps of ${step}.`);
    if (value < 0) return fault(place, 'A weight cannot be negative: nothing offsets a risk.');
    return value < least || value > most ? fault(place, `Give a number from ${least} to ${most}.`) : [];
  };

/** Neither U+0000 nor half of a surrogate pair: no database keeps them. */
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

const text = (value: unknown, place: string): Fault[] => {
  if (typeof value !== 'string' || value.trim() === '')
    return fault(place, place === 'title' ? 'Give it a name.' : 'Say why: every weight has its reason.');
  if (UNSTORABLE.test(value)) return fault(place, 'This has a character that cannot be stored. Type it again.');
  if (value.length > LONGEST) return fault(place, `Use ${LONGEST} characters or fewer.`);
  return [];
};

const oneOf =
  (choices: readonly string[]) =>
  (value: unknown, place: string): Fault[] =>
    choices.includes(value as string) ? [] : fault(place, `Choose one of: ${choices.join(', ')}.`);

const factor = (value: unknown, place: string): Fault[] =>
  typeof value === 'string' && Object.hasOwn(FACTORS, value)
    ? []
    : fault(place, `There is no such factor. The factors are: ${FACTOR_IDS.join(', ')}.`);

const fields =
  (known: Fields) =>
  (value: unknown, place: string): Fault[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault(place, 'Give an object.');
    const at = (name: string) => (place === '' ? name : `${place}.${name}`);
    const strange = Object.keys(value).filter((name) => !Object.hasOwn(known, name));
    return [
      ...strange.flatMap((name) => fault(at(name), 'The matching guide knows no such field. Take it out.')),
      ...Object.entries(known).flatMap(([name, check]) =>
        Object.hasOwn(value, name)
          ? check((value as Record<string, unknown>)[name], at(name))
          : fault(at(name), 'This is missing.'),
      ),
    ];
  };

const rows =
  (check: (value: unknown, place: string) => Fault[]) =>
  (value: unknown, place: string): Fault[] => {
    if (!Array.isArray(value)) return fault(place, 'Give a list.');
    if (value.length > MOST_ROWS) return fault(place, `Give ${MOST_ROWS} rows or fewer.`);
    return value.flatMap((row, index) => check(row, `${place}[${index}]`));
  };

const each = (names: readonly string[], check: (value: unknown, place: string) => Fault[]) =>
  fields(Object.fromEntries(names.map((name) => [name, check])));

const points = number(0, MOST_POINTS);
const percent = number(0, 200);
const level = number(1, 4);
const count = number(0, 50);

const SHAPE = fields({
  title: text,
  interactions: rows(fields({ poses: factor, vulnerable: factor, points, why: text })),
  alike: rows(fields({ factor, from: level, points, friendsPercent: number(100, 300), why: text })),
  statuses: each(RISK_STATUSES, fields({ percent, why: text })),
  eases: rows(fields({ ease: oneOf(EASES), factors: rows(factor), percent: number(0, 100), why: text })),
  ageGap: fields({ freeYears: number(0, 17), pointsAYear: points, most: points, why: text }),
  mitigation: fields({ points, why: text }),
  group: fields({
    highSupport: fields({ atMost: count, points, why: text }),
    support: fields({ needs: each(SUPPORT_LEVELS, number(0, 10, 0.5)), pointsAHalf: points, why: text }),
    concerns: rows(fields({ factor, level, atMost: count, points, why: text })),
  }),
  bands: rows(
    fields({
      band: oneOf(BANDS),
      from: points,
      verdict: oneOf(['suitable', 'only_with_mitigation', 'unsuitable']),
      why: text,
    }),
  ),
  score: fields({ suitableFrom: points, mitigationFrom: points, why: text }),
  stale: fields({ assessmentDays: number(1, 730), whatChangedDays: number(1, 90), why: text }),
  againstAdvice: each(
    ['only_with_mitigation', 'not_assessed', 'unsuitable'],
    fields({ by: oneOf(['unit_staff', 'manager']), why: text }),
  ),
});

/**
 * Everything that is wrong with a document that is to be a rule set, each with its place; none when it can be published.
 *
 * Nothing it does not know passes: an unknown factor or field, a negative weight, thresholds out of order, a protected
 * characteristic named anywhere (Equality Act 2010).
 */
export function faultsOf(document: unknown): Fault[] {
  const found = misshapenIn(document);
  return SHAPE(document, '').length > 0 ? found : [...found, ...orderOf(document as RuleSet)];
}

/** Of these, what each field shows by itself: a document without any can be read and changed row by row. */
export function misshapenIn(document: unknown): Fault[] {
  return [...protectedIn(document), ...SHAPE(document, '')];
}

/** The document as a rule set, once nothing is wrong with it. */
export function asRuleSet(document: unknown): { rules: RuleSet } | { faults: Fault[] } {
  const faults = faultsOf(document);
  return faults.length === 0 ? { rules: document as RuleSet } : { faults };
}

/** What each field by itself cannot show. */
function orderOf({ bands, score, statuses, interactions, alike, eases, group }: RuleSet): Fault[] {
  const found: Fault[] = [];
  if (bands[0]?.from !== 0) found.push(...fault('bands', 'The first band begins at 0.'));
  for (const [place, one] of bands.entries()) {
    const before = bands[place - 1];
    if (!before) continue;
    const at = `bands[${place}]`;
    if (one.from <= before.from) found.push(...fault(`${at}.from`, 'Each band begins above the one before it.'));
    if (BANDS.indexOf(one.band) <= BANDS.indexOf(before.band))
      found.push(
        ...fault(`${at}.band`, `Bands stand in their order: ${BANDS.map((band) => BAND_TEXT[band]).join(', ')}.`),
      );
    if (GRAVER.indexOf(one.verdict) < GRAVER.indexOf(before.verdict))
      found.push(...fault(`${at}.verdict`, 'A graver band cannot have a milder advice.'));
  }
  if (score.mitigationFrom >= score.suitableFrom)
    found.push(
      ...fault(
        'score.mitigationFrom',
        'What needs a plan begins below what is suitable: enter a smaller figure than where suitable begins.',
      ),
    );
  for (const [place, status] of RISK_STATUSES.entries()) {
    const before = RISK_STATUSES[place - 1];
    if (before && statuses[status].percent < statuses[before].percent)
      found.push(
        ...fault(
          `statuses.${status}.percent`,
          `This is graver than “${RISK_STATUS_TEXT[before]}”: give as much or more.`,
        ),
      );
  }
  const twice = (list: readonly string[], at: (place: number) => string) =>
    list.flatMap((one, place) => (list.indexOf(one) < place ? fault(at(place), 'This stands in the list twice.') : []));
  found.push(
    ...twice(
      interactions.map(({ poses, vulnerable }) => `${poses} ${vulnerable}`),
      (place) => `interactions[${place}]`,
    ),
    ...twice(
      alike.map((one) => one.factor),
      (place) => `alike[${place}]`,
    ),
    ...twice(
      eases.map(({ ease }) => ease),
      (place) => `eases[${place}]`,
    ),
    ...twice(
      group.concerns.map((one) => `${one.factor} ${one.level}`),
      (place) => `group.concerns[${place}]`,
    ),
  );
  return found;
}

const GRAVER = ['suitable', 'only_with_mitigation', 'unsuitable'];
