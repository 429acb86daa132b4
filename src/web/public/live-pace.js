/** On average at least this long between two looks of a page. */
const BETWEEN_MS = 1_000;
/** A page that was at rest may look a second time this soon after the first. */
const AGAIN_MS = 200;
/** For how long a page that was not answered leaves it. */
const AFTER_A_FAULT_MS = 5_000;

/**
 * When a page may look: once a second, however much changes. What is done often has a consequence a moment later, so one that
 * has been at rest may look twice in short order; the second look is taken from the second that follows. Instants are
 * milliseconds.
 */
export class Pace {
  #lookedAt = -Infinity;
  /** Until when the looks that were made last. */
  #spent = -Infinity;

  /** The earliest instant at which it may look again. */
  get soonest() {
    return Math.max(this.#lookedAt + AGAIN_MS, this.#spent - BETWEEN_MS);
  }

  looked(now) {
    this.#lookedAt = now;
    this.#spent = Math.max(this.#spent, now) + BETWEEN_MS;
  }

  failed(now) {
    this.#spent = now + AFTER_A_FAULT_MS + BETWEEN_MS;
  }
}
