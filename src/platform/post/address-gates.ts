import { Gate } from './gate.js';

const SOON_MS = 500;
const SPREAD_MS = 1_500;

/**
 * Before many servers that have nothing to do with each other: so many are talked to at a time, each by one, and one that is
 * away is left alone as behind a gate of its own. All that were away when asked last hold one place together, so that with
 * two places or more those that answer always get through.
 */
export class AddressGates {
  /** Of those that are away, or are talked to. */
  private readonly gates = new Map<string, Gate>();
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
    if (wait > 0) return isAway ? wait : soon;
    this.gates.set(address, gate);
    this.inside += 1;
    if (isAway) this.looking = address;
    return 0;
  }

  /** `isAway`: the server did not answer; `undefined`: nobody asked it. */
  leave(address: string, isAway: boolean | undefined): void {
    this.inside -= 1;
    if (this.looking === address) this.looking = undefined;
    const gate = this.gates.get(address)!;
    gate.leave(isAway);
    if (!gate.isAway) this.gates.delete(address);
  }
}
