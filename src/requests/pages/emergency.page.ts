import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDay } from '../../kernel/say-date.js';
import type { BedTonight } from '../domain/emergency-bed.js';

/** From so many free days on nobody needs to be told when they end. */
const LONG = 14;

/** The beds to choose from for tonight, each with what speaks for and against it. */
export function emergencyBeds(beds: readonly BedTonight[], today: PlainDate) {
  return beds.map(({ bed, departure, suits, isKept }) => ({
    value: bed.id,
    text: bed.name,
    hint: [
      ...(suits ? [] : ['Does not have all that they need']),
      ...(isKept ? ['Kept for emergencies'] : []),
      ...(departure < addDays(today, LONG) ? [`Free until ${sayDay(departure)}`] : []),
      ...(bed.attributes.length > 0
        ? [`Has: ${bed.attributes.map((one) => one.replaceAll('_', ' ')).join(', ')}`]
        : []),
    ]
      .map((one) => `${one}.`)
      .join(' '),
  }));
}
