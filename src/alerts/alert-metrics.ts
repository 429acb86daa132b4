import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ALERT_KINDS, type AlertKind } from './domain/alert-kinds.js';

interface Row {
  alerts: Partial<Record<AlertKind, number>> | null;
  lag: number | null;
}

const ALERTS = `
  SELECT (SELECT json_object_agg(kind, count) FROM (
           SELECT kind, count(*)::int AS count FROM alerts WHERE ended_at IS NULL GROUP BY kind) open) AS alerts,
         (SELECT greatest(extract(epoch FROM $1::timestamptz - min(looked_at)), 0) FROM alert_looks)::float8 AS lag`;

const NONE = Object.fromEntries(ALERT_KINDS.map((kind) => [kind, 0]));

/** What stands, of each kind, and how long ago the unit was looked at that was looked at the longest ago. */
@Injectable()
export class AlertMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.collect(
      'alerts',
      {
        alerts: { help: 'Alerts that have not ended, put off or not', label: 'kind' },
        alert_looks_lag_seconds: {
          help: 'How long ago the unit was looked at that was looked at the longest ago; 0 before any was',
        },
      },
      async () => {
        const [row] = await this.dataSource.query<Row[]>(ALERTS, [this.clock.now()]);
        return { alerts: { ...NONE, ...row!.alerts }, alert_looks_lag_seconds: row!.lag ?? 0 };
      },
    );
  }
}
