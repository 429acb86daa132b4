import type { Bed, Claim } from '../../calendar/domain/claim.js';
import type { Nights } from '../../kernel/nights.js';
import { asTaken } from './judge-series.js';
import type { StayMove } from './make-room.js';
import type { Guest } from './obstacles.js';
import type { House } from './options.js';
import { plannedRules, type Entitlement } from './planned-rules.js';

/**
 * What is held for one young person in a step that holds several beds, and whose bed is another by it: what was loaded once
 * for all of them is true for the next as it would be if it were read anew.
 */
export class HeldSoFar {
  private readonly held: Claim[] = [];
  private readonly beds = new Map<string, string>();

  hold(nights: Nights & { bed: { id: string } }, moves: readonly StayMove[]): void {
    this.held.push(asTaken(nights));
    for (const { claimId, to } of moves) this.beds.set(claimId, to.id);
  }

  claimsOf(claims: readonly Claim[]): Claim[] {
    const now = claims.map((claim) => ({ ...claim, bedId: this.beds.get(claim.id) ?? claim.bedId }));
    return [...now, ...this.held];
  }

  groundOf<Of extends { house: House; guest: Guest; entitlement?: Entitlement }>(ground: Of): Of {
    if (this.held.length === 0) return ground;
    const { house, guest, entitlement } = ground;
    const own = [...guest.own, ...this.held];
    return {
      ...ground,
      house: { ...house, claims: this.claimsOf(house.claims) },
      guest: { ...guest, own, ...(entitlement && { planned: plannedRules(own, entitlement) }) },
    };
  }
}

/**
 * A stay that changes beds twice in one step goes at once to the last of them; one that comes back to where it is does not
 * change at all.
 *
 * @example oneEach([{ claimId: 'c', from: a, to: b, … }, { claimId: 'c', from: b, to: a, … }]); // []
 */
export function oneEach<Move extends Pick<StayMove, 'claimId'> & { from: Pick<Bed, 'id'>; to: Pick<Bed, 'id'> }>(
  moves: readonly Move[],
): Move[] {
  const byClaim = new Map<string, Move>();
  for (const move of moves) {
    const before = byClaim.get(move.claimId);
    byClaim.set(move.claimId, before ? { ...move, from: before.from } : move);
  }
  return [...byClaim.values()].filter(({ from, to }) => from.id !== to.id);
}
