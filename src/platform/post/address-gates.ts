import { Gate } from './gate.js';

const SOON_MS = 500;
const SPREAD_MS = 1_500;
const LEAST_MS = 100;
const MOST_MS = 1_500;

/**
 * Before many servers that have nothing to do with each other: so many are talked to at a time, each by one, and one that is
 * away is left alone as behind a gate of its own. All that were away when asked last hold one place together, so that with
 * two places or more those that answer always get through.
 */
export class AddressGates {
  /** Of those that are away, or are talked to. */
  private readonly gates = new Map<string, Gate>();
  /** Since when each is talked to. */
  private readonly since = new Map<string, number>();
  private inside = 0;
  private looking: string | undefined;

  constructor(
    private readonly most: number,
    private readonly monotonic: () => number = () => performance.now(),
    private readonly chance: () => number = Math.random,
  ) {}

  /** 0: come in, and call `leave` at the end. Otherwise in how many milliseconds to come again. */
  enter(address: string): number {
    const gate = this.gates.get(address) ?? new Gate(1, this.monotonic, this.chance);
    const { isAway } = gate;
    const soon = SOON_MS + this.chance() * SPREAD_MS;
    if (this.inside >= this.most || (isAway && this.looking !== undefined && this.looking !== address)) return soon;
    const wait = gate.enter();
    if (wait > 0) return isAway ? wait : this.whileBusy(address);
    this.gates.set(address, gate);
    this.since.set(address, this.monotonic());
    this.inside += 1;
    if (isAway) this.looking = address;
    return 0;
  }

  /** `isAway`: the server did not answer; `undefined`: nobody asked it. */
  leave(address: string, isAway: boolean | undefined): void {
    this.inside -= 1;
    this.since.delete(address);
    if (this.looking === address) this.looking = undefined;
    const gate = this.gates.get(address)!;
    gate.leave(isAway);
    if (!gate.isAway) this.gates.delete(address);
  }

  /** As long again as it has been talked to, and up to half more: one that answers at once is free in a moment. */
  private whileBusy(address: string): number {
    const lasted = this.monotonic() - this.since.get(address)!;
    return Math.min(Math.max(lasted, LEAST_MS), MOST_MS) * (1 + this.chance() / 2);
  }
}
