import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger, loggedError } from './log.js';
import { NestLog } from './nest-log.js';

const CHILD = 'Robin Fictitious';

function databaseError() {
  return Object.assign(new Error(`invalid input syntax for type date: "${CHILD}"`), {
    severity: 'ERROR',
    code: '23505',
    constraint: 'young_people_case_number_key',
    table: 'young_people',
    detail: `Key (name)=(${CHILD}) already exists.`,
    where: `unnamed portal parameter $1 = '${CHILD}'`,
  });
}

function written(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('trace', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('loggedError', () => {
  it.each([
    ['of the driver', databaseError()],
    ['of TypeORM', new QueryFailedError('INSERT INTO young_people …', [CHILD], databaseError())],
    ['as the cause of another', new Error('could not save', { cause: databaseError() })],
  ])('keeps what a database error quotes to itself: %s', (_, error) => {
    const logged = JSON.stringify(loggedError(error));
    expect(logged).not.toContain(CHILD);
    expect(logged).toContain('23505');
    expect(logged).toContain('young_people_case_number_key');
    expect(logged).toContain('log.spec');
  });

  it('says what other errors say', () => {
    const error = Object.assign(new TypeError('x is not a function'), { code: 'E' });
    expect(loggedError(error)).toMatchObject({ type: 'TypeError', message: 'x is not a function', code: 'E' });
    expect(loggedError('thrown text')).toEqual({ type: 'string', stack: '' });
  });
});

describe('createLogger', () => {
  it('writes no error of a database in full, however it is logged', () => {
    const error = new QueryFailedError('SELECT', [CHILD], databaseError());
    const lines = written((log) => {
      log.error({ err: error }, 'failed');
      log.error(error);
      new NestLog(log).error(error);
      new NestLog(log).error({ message: 'failed', parameters: [CHILD] }, error, 'Somewhere');
    });
    expect(lines.trim().split('\n')).toHaveLength(4);
    expect(lines).not.toContain(CHILD);
  });

  it('removes what must never be in a log', () => {
    const lines = written((log) =>
      log.info({ req: { headers: { cookie: CHILD } }, password: CHILD, person: { dateOfBirth: CHILD } }, 'x'),
    );
    expect(lines).not.toContain(CHILD);
  });
});

describe('NestLog', () => {
  it('keeps the context and the fields', () => {
    const line = JSON.parse(written((log) => new NestLog(log).warn({ message: 'busy', status: 503 }, 'Problems')));
    expect(line).toMatchObject({ level: 'warn', context: 'Problems', status: 503, msg: 'busy' });
  });

  it('takes Nest’s own chatter down to debug', () => {
    const line = JSON.parse(written((log) => new NestLog(log).log('Mapped {/, GET} route', 'RouterExplorer')));
    expect(line.level).toBe('debug');
  });
});
