import { Injectable } from '@nestjs/common';
import { Env } from '../../config/env.js';
import { instantIn, nightOf, type PlainDate } from '../kernel/nights.js';
import { Clock } from './clock.js';

/** Which night it is: the one place that knows when a day begins, for the code and for what the database is asked. */
@Injectable()
export class Tonight {
  constructor(
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** When a day begins, by the clocks of any unit: `HH:MM`. */
  get dayBegins(): string {
    return this.env.DAY_BEGINS;
  }

  /** The night that is running or that of today, where the clocks go by this zone; now, or at the instant. */
  in(zone: string, at: Date = this.clock.now()): PlainDate {
    return nightOf(at, zone, this.env.DAY_BEGINS);
  }

  /** Whether the night that begins on this date has begun, by the clocks of the zone. */
  hasBegun(night: PlainDate, zone: string): boolean {
    return this.clock.now() >= this.begins(night, zone);
  }

  /** When the night that begins on this date begins: whoever comes for it is expected then. */
  begins(night: PlainDate, zone: string): Date {
    return instantIn(night, this.env.NIGHT_BEGINS, zone);
  }

  /** The night that is running, in SQL, for the instant and the zone of these expressions. The setting is checked to be a time. */
  sql(instant: string, zone = 'u.zone'): string {
    return `night_of(${instant}::timestamptz, ${zone}, '${this.env.DAY_BEGINS}')`;
  }

  /**
   * In SQL, whether a stay `s` is of somebody who should have left and is still there: due before today's date, or written
   * on already, and not beyond tonight.
   */
  overdueSql(instant: string, zone = 'u.zone'): string {
    const today = `(${instant}::timestamptz AT TIME ZONE ${zone})::date`;
    return `(s.state = 'in_residence' AND s.departure <= ${this.sql(instant, zone)}
             AND (s.departure < ${today} OR s.overdue_since IS NOT NULL))`;
  }

  /** In SQL, the nights of the stay that no bed covers, run by run, for the instant. */
  withoutBedSql(stay: string, instant: string): string {
    return `nights_without_bed(${stay}, ${instant}::timestamptz, '${this.env.DAY_BEGINS}')`;
  }
}
