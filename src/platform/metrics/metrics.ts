import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { withinTime } from '../within-time.js';

const PATIENCE_MS = 2_000;
const PREFIX = 'short_breaks_';
const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 30];

type Values = Record<string, number>;

/**
 * What this process counts and measures, in Prometheus' format; times in seconds. Labels hold routes as they are
 * written and names of jobs: nothing of what was asked, and so a bounded number of series.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly collectors: (() => Promise<void>)[] = [];

  private readonly answered = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: HTTP_SECONDS,
    registers: [this.registry],
  });
  private readonly open = new Gauge({
    name: `${PREFIX}http_requests_in_flight`,
    help: 'Requests without a whole answer yet',
    registers: [this.registry],
  });
  private readonly jobs = new Histogram({
    name: `${PREFIX}job_duration_seconds`,
    help: 'Time of one try of a job in this process',
    labelNames: ['handler', 'outcome'],
    buckets: JOB_SECONDS,
    registers: [this.registry],
  });
  private readonly up = new Gauge({
    name: `${PREFIX}collector_up`,
    help: '1 when what is asked of the database or the queue came within two seconds',
    labelNames: ['collector'],
    registers: [this.registry],
  });

  readonly contentType = this.registry.contentType;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A request has come; call what it gives back at its end. */
  requestCame(method: string): (route: string, status: number) => void {
    const begun = performance.now();
    this.open.inc();
    return (route, status) => {
      this.open.dec();
      this.answered.observe({ method, route, status: String(status) }, (performance.now() - begun) / 1_000);
    };
  }

  jobEnded(handler: string, outcome: 'done' | 'failed', seconds: number): void {
    this.jobs.observe({ handler, outcome }, seconds);
  }

  /** Something that only grows and is counted where it happens. */
  counter(name: string, help: string): Counter {
    return new Counter({ name: `${PREFIX}${name}_total`, help, registers: [this.registry] });
  }

  /**
   * Gauges that are looked up together at each scrape: one for each name, or with `label` one with a series for each
   * key. What does not come in time leaves no series, and its collector is not up: an old figure would be a lie.
   */
  collect(
    collector: string,
    gauges: Record<string, { help: string; label?: string }>,
    look: () => Promise<Record<string, number | Values>>,
  ): void {
    const made = Object.entries(gauges).map(([name, { help, label }]) => ({
      name,
      label,
      gauge: new Gauge({
        name: `${PREFIX}${name}`,
        help,
        labelNames: label ? [label] : [],
        registers: [this.registry],
      }) as Gauge,
    }));
    this.collectors.push(async () => {
      const found = await withinTime(PATIENCE_MS, look(), 'late').catch(() => undefined);
      this.up.set({ collector }, found ? 1 : 0);
      for (const { name, label, gauge } of made) {
        gauge.reset();
        if (!found) gauge.remove();
        const value = found?.[name];
        if (typeof value === 'number') gauge.set(value);
        else if (value && label) for (const [key, one] of Object.entries(value)) gauge.set({ [label]: key }, one);
      }
    });
  }

  async text(): Promise<string> {
    await Promise.all(this.collectors.map((collector) => collector()));
    return this.registry.metrics();
  }
}
