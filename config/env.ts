import { IsIn, IsNotEmpty, IsOptional, Matches, MinLength, ValidateBy, validateSync } from 'class-validator';
import { queueServers } from './queue-servers.js';
import { smtpServer } from './smtp-server.js';

function Whole(min: number, max: number): PropertyDecorator {
  const validate = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  const message = `a whole number from ${min} to ${max}`;
  return ValidateBy({ name: 'whole', validator: { validate, defaultMessage: () => message } });
}

function DatabaseAddress(): PropertyDecorator {
  const validate = (value: unknown) => /^postgres(ql)?:\/\//.test(String(value)) && URL.canParse(String(value));
  const message = 'an address such as postgres://short_breaks:password@localhost:5432/short_breaks';
  return ValidateBy({ name: 'databaseAddress', validator: { validate, defaultMessage: () => message } });
}

function QueueAddress(): PropertyDecorator {
  const validate = (value: unknown) => queueServers(String(value)) !== undefined;
  const message =
    'an address such as redis://:password@localhost:6379/0, redis+sentinel://one:26379,two:26379/mymaster or redis+cluster://one:6379,two:6379 (rediss… for TLS)';
  return ValidateBy({ name: 'queueAddress', validator: { validate, defaultMessage: () => message } });
}

function MailServer(): PropertyDecorator {
  const validate = (value: unknown) => smtpServer(String(value)) !== undefined;
  const message = 'an address such as smtps://user:password@mail.example.gov.uk or smtp://mail.example.gov.uk:587';
  return ValidateBy({ name: 'mailServer', validator: { validate, defaultMessage: () => message } });
}

/** Where people reach the service: encrypted, but on this machine. No path and no `/` at its end. */
const PUBLIC = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;
const SENDER = /^([^<>\r\n"@,;:]{1,60} <[^\s<>@,]{1,64}@[^\s<>@,]{1,190}>|[^\s<>@,]{1,64}@[^\s<>@,]{1,190})$/;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Every setting of the service. The service reads it from the environment once, at its start. */
export class Env {
  @Whole(0, 65535) PORT: number = 3000;
  @IsNotEmpty({ message: 'a host name or an address such as 0.0.0.0' }) HOST: string = '127.0.0.1';
  /** A PostgreSQL server (14 or newer). Without it the service brings its own. */
  @IsOptional() @DatabaseAddress() DATABASE_URL?: string = undefined;
  /** The same database as its owner, for `npm run migrate` only. */
  @IsOptional() @DatabaseAddress() MIGRATE_DATABASE_URL?: string = undefined;
  /** The same database past a pooler that gives each transaction another connection: what is told to a connection gets lost there. */
  @IsOptional() @DatabaseAddress() LISTEN_DATABASE_URL?: string = undefined;
  /** Where the queue of jobs lives: one Redis, Sentinels or a Cluster. Without it the queue is in PostgreSQL. */
  @IsOptional() @QueueAddress() REDIS_URL?: string = undefined;
  /** Where the service's own database keeps its files. */
  @IsNotEmpty({ message: 'a folder' }) DATA_DIR: string = './data';
  @IsOptional()
  @MinLength(32, { message: 'at least 32 characters that nobody can guess' })
  SESSION_SECRET?: string = undefined;
  /** How many proxies stand in front of the service; 0 believes no forwarded address. */
  @Whole(0, 10) TRUST_PROXY: number = 0;
  @IsIn(levels, { message: `one of ${levels.join(', ')}` }) LOG_LEVEL: string = 'info';
  @Whole(1, 50) DATABASE_POOL_SIZE: number = 10;
  /** How many jobs one worker process does at a time. */
  @Whole(1, 50) JOB_CONCURRENCY: number = 5;
  /** How often a job is tried before it is given up, and the first pause between two tries; each is twice the last. */
  @Whole(1, 20) JOB_TRIES: number = 8;
  @Whole(1, 60_000) JOB_PAUSE_MS: number = 2_000;
  /** How many processes of each program share the database server: for the budget of connections. */
  @Whole(1, 200) WEB_PROCESSES: number = 1;
  @Whole(0, 200) WORKER_PROCESSES: number = 1;
  /** What a Prometheus server sends to read /metrics. Without it only an administrator's API token opens them. */
  @IsOptional()
  @Matches(/^[\w-]{16,200}$/, { message: 'at least 16 letters, digits, _ or - that nobody can guess' })
  METRICS_TOKEN?: string = undefined;
  /** Encrypts what `npm run backup` makes, and opens it for `npm run restore`. */
  @IsOptional()
  @MinLength(12, { message: 'at least 12 characters that nobody can guess' })
  BACKUP_PASSPHRASE?: string = undefined;
  /** Where people reach the service: what messages link to. */
  @IsOptional()
  @Matches(PUBLIC, { message: 'an address such as https://breaks.example.gov.uk, without a path' })
  PUBLIC_URL?: string = undefined;
  /** The mail server by which people are told of what is new. Without it they find it in the page only. */
  @IsOptional() @MailServer() SMTP_URL?: string = undefined;
  @IsOptional()
  @Matches(SENDER, { message: 'an address such as Short Breaks <breaks@example.gov.uk>' })
  MAIL_FROM?: string = undefined;
  /** Instead of a mail server of one's own, GOV.UK Notify: its key, and the template with `((subject))` and `((body))`. */
  @IsOptional()
  @Matches(/^[\w-]+(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}$/, { message: 'an API key of GOV.UK Notify, whole' })
  NOTIFY_API_KEY?: string = undefined;
  @IsOptional()
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: 'the id of a template of GOV.UK Notify' })
  NOTIFY_TEMPLATE_ID?: string = undefined;
  /** Where Notify is, when it is not where it always is. */
  @IsOptional()
  @Matches(PUBLIC, { message: 'an address such as https://api.notifications.service.gov.uk, without a path' })
  NOTIFY_URL?: string = undefined;
  /** Hosts of the council's own network that a manager may name for messages to channels, with commas between them. */
  @IsOptional()
  @Matches(/^[\w.:-]{1,200}( ?, ?[\w.:-]{1,200}){0,49}$/, {
    message: 'hosts such as chat.example.local, with commas between them',
  })
  WEBHOOK_ALSO_TO?: string = undefined;
  /** How many messages one person is sent within an hour; what comes beyond goes together in the next. */
  @Whole(1, 60) MESSAGES_AN_HOUR: number = 6;
  /** When what waits for the morning is sent. */
  @Matches(TIME, { message: 'a time such as 07:30' }) MORNING_MESSAGE: string = '07:30';
  /** Where a worker answers whether it lives and shows its metrics; 0 nowhere. */
  @Whole(0, 65535) WORKER_PORT: number = 0;
  @Whole(1, 1440) SESSION_IDLE_MINUTES: number = 60;
  @Whole(1, 72) SESSION_HOURS: number = 12;
  /** On a shared computer: minutes without a page after which it locks, and hours after a sign-in with the password within which the PIN works. */
  @Whole(1, 60) SHARED_LOCK_MINUTES: number = 5;
  @Whole(1, 72) SHARED_SIGN_IN_HOURS: number = 12;
  /** The council's working time: what comes in after the cut-off counts from the next working day; due is at closing time. */
  @Matches(TIME, { message: 'a time such as 13:00' }) CUT_OFF: string = '13:00';
  @Matches(TIME, { message: 'a time such as 17:00' }) OFFICE_CLOSES: string = '17:00';
  /** Working days within which a request is decided, and within which one at short notice is; how soon that is, in days. */
  @Whole(1, 60) DECISION_DAYS: number = 10;
  @Whole(1, 60) SHORT_NOTICE_DECISION_DAYS: number = 5;
  @Whole(0, 90) SHORT_NOTICE_WITHIN_DAYS: number = 14;
  /** Hours on the clock within which each step of an emergency is taken. */
  @Whole(1, 24) EMERGENCY_HOURS: number = 2;
  /** Working days for an answer to what the unit has asked, and until the waiting list is looked at again. */
  @Whole(1, 60) INFORMATION_DAYS: number = 5;
  @Whole(1, 60) WAITING_LIST_DAYS: number = 10;
  /** The council's own rule for who goes first on a waiting list: a file as config/priority-rule.default.json is. */
  @IsOptional() @IsNotEmpty({ message: 'a file' }) PRIORITY_RULE?: string = undefined;
  /** Working days for which a bed is held for the manager's signature, and for the family's answer. */
  @Whole(1, 30) SIGNATURE_DAYS: number = 2;
  @Whole(1, 30) ANSWER_DAYS: number = 5;
  /** Working days from a departure until it is on record how the stay went. */
  @Whole(1, 60) REVIEW_DAYS: number = 10;
  /** How many options may be held for one request at once: each is a bed that others wait for. */
  @Whole(1, 20) OFFERS_AT_ONCE: number = 3;
  /** When a night begins, by the unit's clocks: what is kept for emergencies is released so many hours before. */
  @Matches(TIME, { message: 'a time such as 16:00' }) NIGHT_BEGINS: string = '16:00';
  /** When a day begins and the night before it is over, by the unit's clocks: what happens earlier happened in that night. */
  @Matches(TIME, { message: 'a time such as 06:00' }) DAY_BEGINS: string = '06:00';
  @Whole(1, 36) BOOKING_HORIZON_MONTHS: number = 18;
  /** How old a care plan and what is known of medication may be on the day of arrival, in months. */
  @Whole(1, 36) READY_MONTHS: number = 6;
  /** Hours within which somebody can be reached during a stay. */
  @Whole(1, 24) READY_CONTACT_HOURS: number = 2;
}

/** Where to listen for what the database tells. */
export function listenUrl(env: Pick<Env, 'DATABASE_URL' | 'LISTEN_DATABASE_URL'>): string {
  return env.LISTEN_DATABASE_URL ?? env.DATABASE_URL!;
}

/** Settings that nobody should find in a terminal or a log. */
const secret = new Set([
  'DATABASE_URL',
  'MIGRATE_DATABASE_URL',
  'LISTEN_DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'NOTIFY_API_KEY',
  'SESSION_SECRET',
  'METRICS_TOKEN',
  'BACKUP_PASSPHRASE',
]);

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The settings, checked. An empty value counts as not set.
 * Throws one SettingsError that names every setting that cannot be used and what was expected.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const env = new Env();
  const values = env as unknown as Record<string, unknown>;
  for (const [name, usual] of Object.entries(env)) {
    const given = source[name]?.trim();
    if (!given) continue;
    values[name] = typeof usual !== 'number' ? given : /^-?\d{1,15}$/.test(given) ? Number(given) : NaN;
  }
  const bad = validateSync(env).map(({ property, constraints }) => {
    const found = secret.has(property) ? '' : `, not “${source[property]}”`;
    return `${property} must be ${Object.values(constraints ?? {})[0]}${found}.`;
  });
  bad.push(...missingBeside(env));
  if (bad.length) throw new SettingsError(bad.join('\n'));
  return env;
}

/** What has to be set with what is. */
function missingBeside(env: Env): string[] {
  const { SMTP_URL, NOTIFY_API_KEY } = env;
  if (SMTP_URL && NOTIFY_API_KEY) return ['SMTP_URL and NOTIFY_API_KEY are both set: take one away.'];
  // Whoever sends holds one connection, and writes down on another that they are about to.
  if (env.PUBLIC_URL && env.DATABASE_POOL_SIZE < 3) return ['DATABASE_POOL_SIZE must be at least 3 with PUBLIC_URL.'];
  if (!SMTP_URL && !NOTIFY_API_KEY) return [];
  const by = SMTP_URL ? 'SMTP_URL' : 'NOTIFY_API_KEY';
  return [
    ...(NOTIFY_API_KEY || env.MAIL_FROM ? [] : [`MAIL_FROM must be set with ${by}: from whom messages come.`]),
    ...(SMTP_URL || env.NOTIFY_TEMPLATE_ID ? [] : [`NOTIFY_TEMPLATE_ID must be set with ${by}: what is sent.`]),
    ...(env.PUBLIC_URL ? [] : [`PUBLIC_URL must be set with ${by}: messages link to it.`]),
  ];
}
