export { FIRST_NIGHT } from '../../calendar/domain/registration.js';

/** The largest file that is taken, in bytes. A diary of 5,000 rows is a tenth of it. */
export const LARGEST_FILE = 5 * 1024 * 1024;
/** The most rows of one import: twenty years of a unit with four beds. */
export const MOST_ROWS = 5_000;
/** The most columns that a row is read to: headings beyond it are nobody's diary. */
export const MOST_COLUMNS = 60;
/** The longest text of a cell that is kept. */
export const LONGEST_TEXT = 500;
/** The longest stay that a calendar can hold in one bed, in nights. */
export const LONGEST_STAY = 400;
/** The longest closure that can be recorded, in nights. */
export const LONGEST_CLOSURE = 600;
/** The most steps in which a rule that repeats is followed. */
export const MOST_STEPS = 20_000;

export const TOO_MANY_ROWS = `holds more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Cut it into several files, for example one a year, and bring them in one after the other.`;

/** The text, no longer than this; a letter of two halves is never cut in between. */
export const within = (text: string, most: number) => text.slice(0, most).replace(/\p{Cs}/gu, '');
