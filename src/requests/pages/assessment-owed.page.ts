import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Owner, Standing } from '../../matching/domain/standing.js';
import type { RequestView } from '../request-view.js';
import { personFacts } from './words.page.js';

interface Coming extends Nights {
  youngPerson: RequestView['youngPerson'];
}

/**
 * Whoever comes soon or is there and does not count as assessed, where the next step is the reader's: each young person once, with the
 * first of their stays. What was reported and not looked at is on a list of its own.
 */
export function assessmentsOwed(
  stays: readonly Coming[],
  standings: ReadonlyMap<string, Standing>,
  owes: (owner: Owner, keyWorkerId: string) => boolean,
  today: PlainDate,
) {
  const first = new Map(stays.toReversed().map((stay) => [stay.youngPerson.id, stay]));
  return stays
    .filter((stay) => first.get(stay.youngPerson.id) === stay)
    .flatMap(({ arrival, departure, youngPerson }) => {
      const { move, says } = standings.get(youngPerson.id) ?? { move: null, says: '' };
      if (!move || !owes(move.owner, youngPerson.keyWorker.id) || move.who === 'unit') return [];
      const person = personFacts(youngPerson, today);
      const what = move.who === 'second_person' ? 'Countersign the assessment of' : 'Assess';
      return [
        {
          ...{ arrival, departure, person, isLate: arrival <= today },
          ...{
            href: `/young-people/${person.id}/assessment`,
            what: `${what} ${person.name}`,
            why: `${says} ${move.says}`,
          },
        },
      ];
    });
}
