import { sayList } from '../../kernel/say-words.js';
import type { Decision } from '../domain/match-decision.js';
import type { RequestView } from '../request-view.js';

/** What was decided, and for whom. */
interface DecidedFor {
  decision: Decision | undefined;
  youngPerson: RequestView['youngPerson'];
}

/**
 * What is said once decisions are signed: for whom, where they are several, and who asks the family now.
 *
 * @example signedText([{ decision: 'not_suitable', youngPerson }]); // 'Decided. The nights are taken back and the bed is free again.'
 */
export function signedText(decisions: readonly DecidedFor[]): string {
  const isNo = ({ decision }: DecidedFor) => decision === 'not_suitable';
  const signed = decisions.filter((one) => !isNo(one)).map(({ youngPerson }) => youngPerson);
  const beds = decisions.filter(isNo).length === 1 ? 'the bed is free again' : 'the beds are free again';
  if (signed.length === 0) return `Decided. The nights are taken back and ${beds}.`;
  const people = [...new Map(signed.map((one) => [one.id, one])).values()];
  const workers = [...new Set(people.map(({ keyWorker }) => keyWorker.name))];
  const isForAll = people.length === 1 && decisions.every(({ youngPerson }) => youngPerson.id === people[0]!.id);
  const whom = isForAll ? '' : ` for ${sayList(people.map(({ firstName }) => firstName))}`;
  const said = `Signed${whom}. ${sayList(workers)} can now ask the family.`;
  return signed.length === decisions.length ? said : `${said} Of what is not suitable ${beds}.`;
}
