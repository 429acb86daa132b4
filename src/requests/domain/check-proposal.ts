import { invalidField } from '../../kernel/domain-error.js';
import { addDays, isPlainDate, type Nights } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { windowOf, type Window } from './windows.js';

/** Refuses nights that are not those asked for: as many, within one of the stretches of dates of the request. */
export function checkProposal(proposal: Nights, request: { windows: readonly Window[]; nights: number }): void {
  const { arrival, departure } = proposal;
  if (!isPlainDate(arrival)) throw invalidField('arrival', 'Give the date of arrival as YYYY-MM-DD.');
  if (departure <= arrival) throw invalidField('departure', 'The departure must be after the arrival.');
  if (!windowOf(request.windows, proposal)) {
    const between = request.windows.map(({ from, to }) => `between ${sayDate(from)} and ${sayDate(to)}`);
    throw invalidField('arrival', `The request is for nights ${between.join(', or ')}. Choose dates within them.`);
  }
  if (departure !== addDays(arrival, request.nights)) {
    throw invalidField(
      'departure',
      `The request is for ${request.nights} nights: with this arrival the departure is ${sayDate(addDays(arrival, request.nights))}.`,
    );
  }
}
