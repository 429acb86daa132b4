import { Clock } from '../../src/platform/clock.js';

/** The time of day, moved on by as much as a test wants. */
export class TestClock extends Clock {
  private ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** Moves the clock on. */
  advance({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }): void {
    this.ahead += ((days * 24 + hours) * 60 + minutes) * 60_000;
  }
}
