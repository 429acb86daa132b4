import { addDays, type Nights } from '../../kernel/nights.js';
import { birthDate, date, dateTime, typedDate } from '../../web/filters.js';
import { lacking, REGISTER_FIELD_TEXT, type RegisterRow } from '../domain/register.js';
import type { RegisterEntry } from '../register-entries.service.js';
import { stayPath } from './stay.page.js';

/** A row of the register in words; what the law asks for and is missing is said, with the page that records it. */
export function registerLine(row: RegisterRow) {
  const missing = lacking(row);
  return {
    ...row,
    path: stayPath(row.stayId),
    registerPath: `${stayPath(row.stayId)}/register`,
    dateOfBirth: birthDate(row.dateOfBirth),
    admitted: typedDate(row.admitted),
    left: row.left ? typedDate(row.left) : 'Still there',
    missing: missing.length > 0 ? `Missing: ${missing.join(', ')}` : '',
  };
}

export const registerSpan = ({ arrival, departure }: Nights) => `${date(arrival)} to ${date(addDays(departure, -1))}`;

/** What was recorded for the register of one stay, the latest first. */
export const registerSteps = ({ events }: RegisterEntry) =>
  events.map(({ field, value, reason, by, at }) => ({
    what: `${REGISTER_FIELD_TEXT[field]}: ${value}`,
    who: `${by.name}, ${dateTime(at)}${reason ? `. Corrected: ${reason}` : ''}`,
  }));
