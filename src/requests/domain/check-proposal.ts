import { invalidField } from '../../kernel/domain-error.js';
import { addDays, isPlainDate, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/** Refuses nights that are not those asked for: as many, within the dates of the request. */
export function checkProposal(proposal: Nights, request: { from: PlainDate; to: PlainDate; nights: number }): void {
  const { arrival, departure } = proposal;
  if (!isPlainDate(arrival)) throw invalidField('arrival', 'Give the date of arrival as YYYY-MM-DD.');
  if (departure <= arrival) throw invalidField('departure', 'The departure must be after the arrival.');
  if (arrival < request.from || departure > request.to) {
    throw invalidField(
      'arrival',
      `The request is for nights between ${sayDate(request.from)} and ${sayDate(request.to)}. Choose dates within them.`,
    );
  }
  if (departure !== addDays(arrival, request.nights)) {
    throw invalidField(
      'departure',
      `The request is for ${request.nights} nights: with this arrival the departure is ${sayDate(addDays(arrival, request.nights))}.`,
    );
  }
}
