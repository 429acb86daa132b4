import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Owner, Standing } from '../../matching/domain/standing.js';
import type { RequestView } from '../request-view.js';
import { staySpan } from '../../web/filters.js';
import { reach } from '../domain/holding.js';
import { askedText, personFacts } from './words.page.js';

interface Coming extends Nights {
  youngPerson: RequestView['youngPerson'];
  /** In words, where no nights are held yet. */
  asked?: string;
}

/**
 * For whom a stay is asked: the nights that are held for them, or else the first on which they could come, which is today
 * where that has passed. A draft asks for nothing yet.
 */
export function askedFor(requests: readonly RequestView[], today: PlainDate): Coming[] {
  return requests
    .filter(({ state }) => state !== 'draft')
    .flatMap((request): Coming[] => {
      const { youngPerson, from, to, offers } = request;
      const held = reach(offers);
      if (held) return [{ ...held, youngPerson }];
      if (!from || !to) return [];
      return [{ arrival: from < today ? today : from, departure: to, youngPerson, asked: askedText(request) }];
    });
}

/**
 * Whoever comes soon, is there or is asked for and does not count as assessed, where the next step is the reader's: each young
 * person once, with the first of their stays. What was reported and not looked at is on a list of its own.
 */
export function assessmentsOwed(
  all: readonly Coming[],
  standings: ReadonlyMap<string, Standing>,
  owes: (owner: Owner, keyWorkerId: string) => boolean,
  today: PlainDate,
) {
  const stays = all.toSorted((one, other) => one.arrival.localeCompare(other.arrival));
  const first = new Map(stays.toReversed().map((stay) => [stay.youngPerson.id, stay]));
  return stays
    .filter((stay) => first.get(stay.youngPerson.id) === stay)
    .flatMap(({ arrival, departure, youngPerson, asked }) => {
      const { move, says } = standings.get(youngPerson.id) ?? { move: null, says: '' };
      if (!move || !owes(move.owner, youngPerson.keyWorker.id) || move.who === 'unit') return [];
      const person = personFacts(youngPerson, today);
      const what = move.who === 'second_person' ? 'Countersign the assessment of' : 'Assess';
      return [
        {
          ...{ arrival, span: asked ?? staySpan({ arrival, departure }), person, isLate: arrival <= today },
          ...{
            href: `/young-people/${person.id}/assessment`,
            what: `${what} ${person.name}`,
            why: `${says} ${move.says}`,
          },
        },
      ];
    });
}
