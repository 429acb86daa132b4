import type { Claim } from '../../calendar/domain/claim.js';
import { overlaps, type Nights } from '../../kernel/nights.js';

/**
 * Everything that stands on the nights of a house, found by the month: years of a diary are looked through row by row, and
 * each row adds to it.
 */
export class NightBook {
  private readonly months = new Map<string, Claim[]>();

  constructor(claims: Iterable<Claim>) {
    const seen = new Set<string>();
    for (const claim of claims) {
      const key = `${claim.id} ${claim.bedId} ${claim.arrival}`;
      if (!seen.has(key)) this.add(claim);
      seen.add(key);
    }
  }

  add(claim: Claim): void {
    for (const month of monthsOf(claim)) {
      const there = this.months.get(month);
      if (there) there.push(claim);
      else this.months.set(month, [claim]);
    }
  }

  /** What shares a night with these, each once. */
  on(nights: Nights): Claim[] {
    const found = new Set<Claim>();
    for (const month of monthsOf(nights))
      for (const claim of this.months.get(month) ?? []) if (overlaps(claim, nights)) found.add(claim);
    return [...found];
  }
}

/** The months of the nights, `YYYY-MM`. */
function monthsOf({ arrival, departure }: Nights): string[] {
  const months: string[] = [];
  let [year, month] = arrival.slice(0, 7).split('-').map(Number) as [number, number];
  for (;;) {
    const said = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (said > departure.slice(0, 7)) return months;
    months.push(said);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
