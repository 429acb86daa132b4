import { dateIn, type PlainDate } from '../../kernel/nights.js';
import type { InformationService } from '../../matching/information.service.js';
import { waitingText } from './today.page.js';
import { personFacts } from './words.page.js';

type NewInformation = Awaited<ReturnType<InformationService['toLookAt']>>[number];

/** What was reported of somebody who stays at the unit, as something to look at. */
export function informationItem({ id, text, at, youngPerson }: NewInformation, today: PlainDate) {
  return {
    href: `/information/${id}`,
    text,
    person: personFacts(youngPerson, today),
    since: waitingText(dateIn(at, 'Europe/London'), today),
  };
}
