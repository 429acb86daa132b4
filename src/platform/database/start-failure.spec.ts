import { describe, expect, it } from '@jest/globals';
import { folderSentence, postgresSentence } from './start-failure.js';

describe('folderSentence', () => {
  it.each([
    ['ENOSPC', 'The disk that holds /data is full: free some space on it, then start again.'],
    ['EACCES', 'This user may not write in /data: give it the right to, or name another folder in DATA_DIR.'],
    ['EEXIST', '/data is not a folder: move that file away, or name another folder in DATA_DIR.'],
  ])('says what to do about %s', (code, sentence) => {
    expect(folderSentence(Object.assign(new Error('x'), { code }), '/data')).toBe(sentence);
  });

  it('leaves other errors to whoever knows them', () => {
    expect(folderSentence(new TypeError('x'), '/data')).toBeUndefined();
  });
});

describe('postgresSentence', () => {
  it.each([
    [
      'selecting dynamic shared memory implementation ... posix\nFATAL:  could not extend file "base/1/2691"\nHINT:  Check free disk space.\nPANIC:  cannot abort',
      'The disk that holds /data is full: free some space on it, then start again.',
    ],
    [
      'initdb: error while loading shared libraries: libpq.so.5: cannot open shared object file',
      'The PostgreSQL that comes with the service does not run on this system (initdb: error while loading shared libraries: libpq.so.5: cannot open shared object file): name a PostgreSQL server in DATABASE_URL.',
    ],
    [
      '2026-11-22 23:14:48 UTC [16] FATAL:  data directory "/data/cluster" has wrong ownership',
      'PostgreSQL may not write in /data: give that folder and all in it to the user who starts the service, or name another folder in DATA_DIR.',
    ],
    [
      'LOG:  starting\n2026-11-22 23:14:48 UTC [16] FATAL:  could not load server certificate\nLOG:  shut down',
      'PostgreSQL did not start (could not load server certificate): its log is /data/postgresql.log. Mend what it names, or name a PostgreSQL server in DATABASE_URL.',
    ],
    [
      '',
      'PostgreSQL did not start (it gave no reason): its log is /data/postgresql.log. Mend what it names, or name a PostgreSQL server in DATABASE_URL.',
    ],
  ])('reads the reason out of %j', (lines, sentence) => {
    expect(postgresSentence(lines, '/data')).toBe(sentence);
  });
});
