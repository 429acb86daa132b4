import type { RowKind } from './diary-row.js';

const CLOSED = /\b(clos(ed|ure|es)|shut|unit closed|house closed|inset day|training day|deep clean(ing)?)\b/i;
const OUT =
  /\b(out of (use|service|order|action)|unavailable|not available|under repair|blocked|decorat(ing|ion)|refurb\w*|repairs?|damaged?|maintenance)\b/i;
const STAY =
  /\b(stay|break|booking|booked|overnight|respite|short break|weekend|confirmed|residential|planned|emergency)\b/i;
const CALLED_OFF = /\b(cancel\w*|did not (arrive|attend)|dna|no show|withdrawn|declined)\b/i;
/** The colours by which Outlook sorts its entries unless somebody gave them names: they say nothing. */
const COLOURS = /^((red|orange|yellow|green|blue|purple) category[\s,;]*)+$/i;
const BED = /\b(bed|room|bedroom)\s*(no\.?\s*)?(\d{1,2}|[a-f]\b)/i;

/** What a word in a column of kinds means; `called_off` for what will not be, or was not. */
export function kindSaid(text: string): RowKind | 'called_off' | undefined {
  if (CALLED_OFF.test(text)) return 'called_off';
  if (OUT.test(text)) return 'out_of_service';
  if (CLOSED.test(text)) return 'closed';
  return text.trim() === '' || COLOURS.test(text.trim()) || STAY.test(text) ? 'stay' : undefined;
}

/** A bed and nothing else, as over a column of its own. */
export const BED_ALONE = /^\s*(bed|room|bedroom)\s*(no\.?\s*)?(\d{1,2}|[a-f])\s*$/i;

/**
 * A title without the bed that it names, which is none of the name of whoever sleeps there.
 *
 * @example withoutBed('Ash Heron – bed 2'); // 'Ash Heron – '
 */
export const withoutBed = (title: string): string => title.replace(BED, '');

/**
 * What an entry is about where nothing but its title says so: closed nights and beds that cannot be used are called that,
 * everything else is somebody's stay. A bed that is closed is out of use; the house is closed when no bed is named.
 *
 * @example kindOfTitle('CLOSED – staff training'); // { kind: 'closed', bed: '' }
 */
export function kindOfTitle(title: string): { kind: RowKind | 'called_off'; bed: string } {
  const bed = BED.exec(title)?.[0] ?? '';
  if (CALLED_OFF.test(title)) return { kind: 'called_off', bed };
  if (OUT.test(title)) return { kind: 'out_of_service', bed };
  if (CLOSED.test(title)) return { kind: bed ? 'out_of_service' : 'closed', bed };
  return { kind: 'stay', bed };
}
