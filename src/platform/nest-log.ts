import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** What Nest says of itself at every start: a hundred lines that nobody reads. */
const CHATTY = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

/** Lets Nest, and every `new Logger('Subject')`, write into our log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = (message: unknown, ...rest: unknown[]) => this.write('info', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.write('trace', message, rest);

  private write(level: Level, message: unknown, rest: unknown[]): void {
    const context = rest.findLast((value): value is string => typeof value === 'string' && !value.includes('\n'));
    const err = [message, ...rest].find((value) => value instanceof Error);
    const fields = { ...(context && { context }), ...(err !== undefined && { err }) };
    const where = level === 'info' && CHATTY.has(context ?? '') ? 'debug' : level;
    if (typeof message === 'object' && message !== null && !(message instanceof Error)) {
      const { message: said, ...given } = message as { message?: string };
      this.logger[where]({ ...fields, ...given }, said);
    } else {
      this.logger[where](fields, message instanceof Error ? 'unexpected error' : String(message));
    }
  }
}
