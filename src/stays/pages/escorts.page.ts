import { dateTime, staySpan } from '../../web/filters.js';
import { ESCORT_PART_TEXT, ESCORT_PARTS, type EscortPart } from '../domain/escort.js';
import type { Escort, Escorts } from '../escorts.service.js';

const within = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

/** Somebody on the list, in words. */
function line({ id, name, relationship, phone, parts }: Escort) {
  return {
    id,
    name,
    relationship,
    phone,
    does: parts.map((part, place) => (place ? within(ESCORT_PART_TEXT[part]) : ESCORT_PART_TEXT[part])).join(', '),
    mustNot: parts.includes('must_not_collect'),
  };
}

/**
 * Who brings and collects a child. Who must not collect is said at once, on whichever stay it was recorded: it holds until
 * somebody takes it off.
 */
export function escortsPage({ people, mustNot: ofOthers, takenOff, confirmed, last }: Escorts, firstName: string) {
  const mustNot = [...people, ...ofOthers].filter(({ parts }) => parts.includes('must_not_collect'));
  const names = [...new Set(mustNot.map(({ name, relationship }) => `${name} (${relationship})`))];
  const who = (part: EscortPart) => people.filter(({ parts }) => parts.includes(part)).map(line);
  return {
    people: people.map(line),
    mustNot: ofOthers.map(line),
    brings: who('brings'),
    collects: who('collects'),
    warning: names.length > 0 ? `Must not collect ${firstName}: ${names.join('; ')}.` : '',
    last: last && { span: staySpan(last), people: last.people.map(line) },
    said: confirmed
      ? `Confirmed by ${confirmed.by.name}, ${dateTime(confirmed.at)}.`
      : 'Nobody has confirmed this for this stay yet.',
    isConfirmed: confirmed !== null,
    takenOff: takenOff.map((one) => ({
      ...line(one),
      why: one.why,
      who: `${one.takenOffBy.name}, ${dateTime(one.takenOffAt)}`,
    })),
  };
}

export const partChoices = () => ESCORT_PARTS.map((value) => ({ value, text: ESCORT_PART_TEXT[value] }));
