/** Why the service did not start, in one sentence that says what to do: shown without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** What to do about an error of the file system, or `undefined` if it is not one that a person can mend. */
export function folderSentence(error: unknown, folder: string): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk that holds ${folder} is full: free some space on it, then start again.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `This user may not write in ${folder}: give it the right to, or name another folder in DATA_DIR.`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${folder} is not a folder: move that file away, or name another folder in DATA_DIR.`;
  return undefined;
}

/** What to do when PostgreSQL's programs end with these lines. */
export function postgresSentence(lines: string, home: string): string {
  if (/No space left on device|Disk quota exceeded|Check free disk space/i.test(lines))
    return folderSentence({ code: 'ENOSPC' }, home)!;
  if (/Permission denied|Read-only file system|wrong ownership/i.test(lines))
    return `PostgreSQL may not write in ${home}: give that folder and all in it to the user who starts the service, or name another folder in DATA_DIR.`;
  if (/error while loading shared libraries|cannot execute|not found \(required by/i.test(lines))
    return `The PostgreSQL that comes with the service does not run on this system (${lastLine(lines)}): name a PostgreSQL server in DATABASE_URL.`;
  if (/could not \w+ (anonymous )?(shared memory|semaphores)|Cannot allocate memory/i.test(lines))
    return `PostgreSQL found too little memory (${lastLine(lines)}): end other programs, or name a PostgreSQL server in DATABASE_URL.`;
  return `PostgreSQL did not start (${lastLine(lines) || 'it gave no reason'}): its log is ${home}/postgresql.log. Mend what it names, or name a PostgreSQL server in DATABASE_URL.`;
}

function lastLine(lines: string): string {
  const wanted = lines.split('\n').filter((line) => /FATAL|PANIC|ERROR|error:/.test(line));
  return (wanted.at(-1) ?? lines.trim().split('\n').at(-1) ?? '')
    .replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '')
    .trim();
}
