import { addDays, dateIn, instantIn, timeIn } from '../../src/kernel/nights.js';
import { Clock } from '../../src/platform/clock.js';

const ZONE = 'Europe/London';

/**
 * The time of day, moved on by as much as a test wants. It begins by day: started late in the evening or at night it is the
 * next morning, so that a test never meets midnight, or a night that is running, unless it goes there.
 */
export class TestClock extends Clock {
  private ahead: number;

  constructor() {
    super();
    const now = new Date();
    const [date, time] = [dateIn(now, ZONE), timeIn(now, ZONE)];
    const isDay = time >= '08:00' && time < '22:00';
    const morning = instantIn(time < '08:00' ? date : addDays(date, 1), '09:00', ZONE);
    this.ahead = isDay ? 0 : morning.getTime() - now.getTime();
  }

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** Moves the clock on. */
  advance({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }): void {
    this.ahead += ((days * 24 + hours) * 60 + minutes) * 60_000;
  }

  /** Moves the clock on to this time of its day, unless it is later already. */
  notBefore(time: string): void {
    if (timeIn(this.now(), ZONE) < time) this.goTo(time);
  }

  /** Moves the clock on to this time of a date, so many days from its own. */
  goTo(time: string, inDays = 0): Date {
    const at = instantIn(addDays(dateIn(this.now(), ZONE), inDays), time, ZONE);
    if (at < this.now()) throw new Error(`The clock only goes forward: ${time} in ${inDays} days is over.`);
    this.ahead += at.getTime() - this.now().getTime();
    return at;
  }
}
