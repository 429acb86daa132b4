import type { Logger } from 'pino';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Under npm one Ctrl-C arrives twice: from the terminal, and from npm, which passes it on. */
const SAME_KEYPRESS_MS = 1_000;

type Step = (hurry: AbortSignal) => Promise<void>;

/**
 * The end of the process. What was started is stopped in the opposite order, so that nothing loses what it stands on.
 * A second Ctrl-C hurries: open requests are cut off. A third ends the process at once.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly hurry = new AbortController();
  private ending: Promise<never> | undefined;
  private calledAt = 0;

  constructor(
    private readonly logger: Logger,
    private readonly exit: (code: number) => never = (code) => process.exit(code),
  ) {}

  /** From now on signals and errors that nobody caught end the process in good order. */
  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.called());
    process.on('uncaughtException', (error) => this.failed(error));
    process.on('unhandledRejection', (error) => this.failed(error));
  }

  add(step: Step): void {
    this.steps.push(step);
  }

  /** What the promise gives; never comes back once the end has begun, and a failure then is of no interest. */
  async unlessEnding<T>(promise: Promise<T>): Promise<T> {
    const result = await promise.catch((error: unknown) => this.ending ?? Promise.reject(error));
    return this.ending ?? result;
  }

  failed(error: unknown): void {
    this.logger.fatal({ err: error }, 'the service ends after an error that nobody expected');
    void this.end(1);
  }

  called(now = performance.now()): void {
    if (!this.ending) {
      this.calledAt = now;
      void this.end(0);
    } else if (now - this.calledAt > SAME_KEYPRESS_MS) {
      if (this.hurry.signal.aborted) this.exit(130);
      this.calledAt = now;
      this.hurry.abort();
    }
  }

  end(code: number): Promise<never> {
    this.ending ??= this.run().then(() => this.exit(this.hurry.signal.aborted ? 130 : code));
    return this.ending;
  }

  private async run(): Promise<void> {
    for (const step of this.steps.toReversed()) {
      await step(this.hurry.signal).catch((error: unknown) => this.logger.error({ err: error }, 'could not stop'));
    }
  }
}
