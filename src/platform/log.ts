import { pino, type DestinationStream, type Logger } from 'pino';

/** Belt and braces: nobody should log these, and if somebody does they are not written. */
const NEVER = [
  ...['authorization', 'cookie', 'headers', 'body', 'query', 'parameters', 'detail', 'password', 'token', 'email'],
  ...['fullName', 'full_name', 'givenName', 'familyName', 'knownAs', 'dateOfBirth', 'date_of_birth', 'caseNumber'],
  ...['case_number', 'reasons', 'wishes', 'aim', 'notes'],
];

interface LoggedError {
  type: string;
  message?: string;
  code?: string;
  constraint?: string;
  table?: string;
  stack: string;
  cause?: LoggedError;
}

interface AnyError extends Error {
  code?: unknown;
  driverError?: AnyError;
  severity?: unknown;
  constraint?: unknown;
  table?: unknown;
}

/** Said of an error that is logged without a word; pino would take the error's own message. */
const UNSAID = 'unexpected error';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const frames = (stack: string | undefined) => (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));

/**
 * What a log says of an error. Of a database error only its kind, code, constraint and place in the code: its message,
 * detail, query, parameters and context can quote names and dates of birth.
 */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' };
  const { name, message, code, cause, driverError, stack } = error as AnyError;
  const fromDatabase = driverError ?? (text((error as AnyError).severity) ? (error as AnyError) : undefined);
  const type = error.constructor.name || name;
  if (!fromDatabase)
    return {
      type,
      message,
      ...(code !== undefined && { code: String(code) }),
      stack: frames(stack).join('\n'),
      ...(cause instanceof Error && { cause: loggedError(cause) }),
    };
  return {
    type,
    ...(text(fromDatabase.code) && { code: text(fromDatabase.code) }),
    ...(text(fromDatabase.constraint) && { constraint: text(fromDatabase.constraint) }),
    ...(text(fromDatabase.table) && { table: text(fromDatabase.table) }),
    stack: frames(stack).join('\n'),
  };
}

/** Lines of JSON on standard error: standard output stays for what a person reads at the start. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError },
      hooks: {
        logMethod([first, ...rest], method) {
          const given: unknown = first;
          const fields = given instanceof Error ? { err: given } : given;
          const bare = rest.length === 0 && (fields as { err?: unknown } | undefined)?.err instanceof Error;
          method.apply(this, (bare ? [fields, UNSAID] : [fields, ...rest]) as Parameters<typeof method>);
        },
      },
      redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
    },
    destination,
  );
}
