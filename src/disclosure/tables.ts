import { DECIDED, PEOPLE } from './tables-of-person.js';
import { LEFT_OUT } from './tables-left-out.js';
import { RECORDS } from './tables-of-records.js';
import { REQUESTS } from './tables-of-requests.js';
import { STAYS } from './tables-of-stays.js';
import { isInFile, type InFile, type NotInFile } from './table.js';

/**
 * Every table of the service, and whether what it holds of a young person is in their own file (UK GDPR, article 15). There
 * is no other list: a table, or a column of one, that is not named here fails a test, so that nobody adds one without having
 * decided about it. In the order of the file.
 */
export const TABLES: Record<string, InFile | NotInFile> = {
  ...PEOPLE,
  ...REQUESTS,
  ...STAYS,
  ...RECORDS,
  ...DECIDED,
  ...LEFT_OUT,
};

/** The tables of the file, by their names. */
export const IN_FILE: [string, InFile][] = Object.entries(TABLES).filter((entry): entry is [string, InFile] =>
  isInFile(entry[1]),
);

/** Those that only the key worker reads. */
export const FOR_KEY_WORKER = IN_FILE.filter(([, table]) => table.forKeyWorker);
