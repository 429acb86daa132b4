import { Clock } from '../platform/clock.js';

/** A clock that the demonstration sets, so that its past is made by the same steps as everything else. */
export class DemonstrationClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return this.at;
  }

  /** Time only goes forward: an earlier moment leaves the clock where it is. */
  moveTo(at: Date): void {
    if (at > this.at) this.at = at;
  }
}
