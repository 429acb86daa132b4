import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDay, sayNights } from '../../kernel/say-date.js';
import type { Contribution } from '../../matching/domain/judge-pair.js';
import { wordBehind, wordBehindStrength, wordsFor, type WordOf } from '../../matching/domain/pair-word.js';
import { sayReason, sayStrength } from '../../matching/domain/say-reason.js';
import { BAND_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import type { StaffedNight } from '../../calendar/domain/staffing.js';
import type { GroupNight, GroupPair } from '../domain/group.js';
import { MOST_NIGHTS } from '../domain/who-could-come.js';
import type { GroupAnswer } from '../dto/group.answer.js';
import type { GroupView } from '../group.service.js';
import { decidedText, decisionInForce, MARKS } from './fit.page.js';
import { listLink } from './list.page.js';

/** The page of the group on some nights, on the first of them where they are more than it shows at once. */
export function groupPath(unitId: string, { arrival, departure }: Nights, youngPerson?: string): string {
  const last = addDays(arrival, MOST_NIGHTS);
  return listLink(`/units/${unitId}/group`, { from: arrival, to: departure < last ? departure : last, youngPerson });
}

const WORDS: Record<Verdict, string> = {
  suitable: 'Fits',
  only_with_mitigation: 'With a plan',
  not_assessed: 'Not assessed',
  unsuitable: 'Not suitable',
};
/** What a decision that two are never to be together takes. */
const KEPT_APART = -100;

const UNSEEN = 'Another young person';

interface Shown {
  id: string;
  name: string;
  first: string;
}

/** What stands between two in a word, the sign that says the same without colour, and how it is drawn. */
function wordOf({ verdict, contributions }: GroupPair) {
  const isApart = contributions.some(({ rule, points }) => points === KEPT_APART && OF_DECISIONS.includes(rule));
  return { ...MARKS[verdict], word: isApart ? 'Apart' : WORDS[verdict] };
}
const OF_DECISIONS: Contribution['rule'][] = ['decision', 'siblings'];

/** Everybody by the name by which the page calls them: the first to come first, then by name, then who may not be seen. */
function shownPeople({ group, guests }: GroupView): (Shown & { nights: PlainDate[] })[] {
  const seen = group.people.flatMap(({ id, nights }) => {
    const guest = guests.get(id);
    return guest ? [{ id, nights, name: `${guest.firstName} ${guest.lastName}`, first: guest.firstName }] : [];
  });
  const unseen = group.people.filter(({ id }) => !guests.has(id));
  const word = (place: number) => `${UNSEEN}${unseen.length > 1 ? ` (${place + 1})` : ''}`;
  return [
    ...seen.toSorted((a, b) => {
      const [one, other] = [`${a.nights[0]} ${a.name} ${a.id}`, `${b.nights[0]} ${b.name} ${b.id}`];
      return one < other ? -1 : 1;
    }),
    ...unseen.map(({ id, nights }, place) => ({ id, nights, name: word(place), first: word(place) })),
  ];
}

/** The matrix, each two in sentences, and each night. */
export function groupPage(view: GroupView) {
  const { unit, nights, group, asIf, compared, staffed } = view;
  const people = shownPeople(view);
  const nameOf = namesOf(people);
  const decidedOf = wordsOf(view);
  const pairOf = (one: string, other: string) =>
    group.pairs.find(({ between }) => between.includes(one) && between.includes(other));
  const order = new Map(people.map(({ id }, place) => [id, place]));
  const inOrder = ({ between }: GroupPair) => between.toSorted((a, b) => order.get(a)! - order.get(b)!);
  return {
    unit,
    nights,
    isOne: group.nights.length === 1,
    asIf: asIf && {
      name: nameOf(asIf.person.id),
      bed: asIf.bed ? `as if they had ${asIf.bed.name}` : 'though no bed is free for them on every night',
    },
    people: people.map(({ id, name, nights: theirs }) => ({ id, name, nights: sayNights(theirs) })),
    rows: people.map((row) => ({
      name: row.name,
      cells: people.map((column) => cellOf(view, row, column, pairOf(row.id, column.id))),
    })),
    pairs: group.pairs
      .toSorted((a, b) => placeOf(inOrder(a), order) - placeOf(inOrder(b), order))
      .map((pair) => ({
        ...wordOf(pair),
        names: inOrder(pair).map(nameOf).join(' and '),
        about:
          pair.nights.length > 1
            ? `On ${sayNights(pair.nights)}. It is about ${sayDay(pair.night)}.`
            : `On ${sayDay(pair.night)}.`,
        reasons: pair.contributions
          .filter(({ rule }) => rule !== 'floor')
          .map((one) => ({
            text: sayReason(one, nameOf, decidedOf),
            decision: wordBehind(one, decidedOf) && decidedText(pair.between, { nameOf, wordOf: decidedOf }),
          })),
        strengths: pair.strengths.map((one) => ({
          text: sayStrength(one, nameOf, decidedOf),
          decision: wordBehindStrength(one, decidedOf) && decidedText(pair.between, { nameOf, wordOf: decidedOf }),
        })),
        unknown: inOrder(pair).flatMap((id) => sayUnknown(view, id, nameOf)),
      })),
    gaps: people.flatMap(({ id }) => (view.guests.has(id) ? sayUnknown(view, id, nameOf) : [])),
    byNight: group.nights.map((night) => ({
      night: sayDay(night.night),
      people: people.filter(({ id }) => night.people.includes(id)).map(({ name }) => name),
      limits: limitsOf(night, nameOf),
      staff: sayStaff(
        staffed.find((one) => one.night === night.night),
        night.people.filter((id) => id !== asIf?.person.id).length,
      ),
    })),
    guide: compared.version,
  };
}

/**
 * That somebody is not assessed, what is missing and whose move it is; nothing of who is. Of who may not be seen it is said
 * without that: it is theirs and their worker's.
 */
function sayUnknown({ guests, compared }: GroupView, id: string, nameOf: (id: string) => string): string[] {
  const standing = compared.standings.get(id);
  if (standing && standing.gap === null) return [];
  const says = guests.has(id) && standing ? [standing.says, standing.move?.says] : ['Not assessed.'];
  const name = nameOf(id);
  return [`${name.charAt(0).toUpperCase()}${name.slice(1)}: ${says.filter(Boolean).join(' ')}`];
}

/** What is decided about two of whom the reader may see both. */
const wordsOf = ({ compared, guests }: GroupView): WordOf => wordsFor(compared.wordOf, (id) => guests.has(id));

const placeOf = ([one, other]: string[], order: ReadonlyMap<string, number>) =>
  order.get(one!)! * order.size + order.get(other!)!;

const namesOf = (people: readonly Shown[]) => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id: string) => (names.get(id) ?? UNSEEN).replace(UNSEEN, UNSEEN.toLowerCase());
};

/** What stands between those of a row and a column, and how grave the risk is from the one of the row, where that differs. */
function cellOf({ compared }: GroupView, row: Shown, column: Shown, pair: GroupPair | undefined) {
  if (row.id === column.id) return { isSelf: true };
  if (!pair) return { isSelf: false, word: '' };
  const [from, to] = [pair.from[row.id] ?? null, pair.from[column.id] ?? null];
  // Of somebody who is not assessed nothing is known, which is not that there is nothing.
  const none = compared.standings.get(row.id)?.gap === null ? 'no risk' : 'risk not known';
  const how = from === null ? none : `${BAND_TEXT[from].toLowerCase()} risk`;
  return { isSelf: false, ...wordOf(pair), from: from === to ? '' : `${how} from ${row.first}` };
}

function limitsOf({ limits }: GroupNight, nameOf: (id: string) => string): { text: string; isBeyond: boolean }[] {
  return limits
    .filter(({ rule, count }) => rule !== 'concern' || count > 0)
    .flatMap(({ rule, count, atMost, factor }) => {
      if (atMost === null) return [];
      const text = sayReason(
        { points: 0, rule, from: null, to: null, count, atMost, ...(factor && { factor }) },
        nameOf,
      );
      return [{ text, isBeyond: count > atMost }];
    });
}

/** How many count against the staff; of these some may have no bed, and stand nowhere else on the page. */
function sayStaff(night: StaffedNight | undefined, beds: number): string {
  if (!night?.figure) return 'Nobody has said how many the staff on duty can take.';
  const { figure, booked, highBooked } = night;
  const said = `Booked ${booked}, staff for ${figure.take}; at high support ${highBooked}, staff for ${figure.high}.`;
  const visiting = booked - beds;
  return visiting > 0
    ? `${said} Of those booked ${visiting} come${visiting === 1 ? 's' : ''} for a visit by day.`
    : said;
}

/** The same as the API answers it. */
export function groupJson(view: GroupView): GroupAnswer {
  const { unit, nights, group, guests, compared, asIf } = view;
  const nameOf = namesOf(shownPeople(view));
  const decidedOf = wordsOf(view);
  const guestOf = (id: string) => guests.get(id) ?? null;
  return {
    ...{ unit, arrival: nights.arrival, departure: nights.departure, version: compared.version },
    asIf: asIf && { youngPerson: asIf.person, bed: asIf.bed && { id: asIf.bed.id, name: asIf.bed.name } },
    people: group.people.map(({ id, nights: theirs }) => ({ youngPerson: guestOf(id), nights: theirs })),
    pairs: group.pairs.map((pair) => {
      const decided = decidedText(pair.between, { nameOf, wordOf: decidedOf });
      const decision = decided ? decisionInForce(decided) : null;
      return {
        sides: pair.between.map((id) => ({ youngPerson: guestOf(id), riskFromThem: pair.from[id] ?? null })),
        ...{ verdict: pair.verdict, band: pair.band, score: pair.score, night: pair.night, nights: pair.nights },
        contributions: pair.contributions.map((one) => ({
          ...{ points: one.points, rule: one.rule, sentence: sayReason(one, nameOf, decidedOf) },
          ...(decision && one.rule === 'decision' && { decision }),
        })),
        decision,
        strengths: pair.strengths.map((one) => sayStrength(one, nameOf, decidedOf)),
        missing: pair.between.flatMap((id) => sayUnknown(view, id, nameOf)),
      };
    }),
    nights: group.nights.map((night) => ({
      night: night.night,
      people: night.people.length,
      limits: night.limits.map(({ rule, count, atMost, factor }) => ({ rule, factor: factor ?? null, count, atMost })),
    })),
  };
}
