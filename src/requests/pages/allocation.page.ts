import type { PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { NIGHT_KINDS, type NightKind } from '../../people/domain/night-kinds.js';
import type { Allocation, UseOfKind } from '../../people/domain/allocation.js';
import { dateTime, nightsText } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';

export const KIND_NAME: Record<NightKind, string> = {
  weekday: 'Weekday',
  weekend: 'Weekend',
  holiday: 'School holiday',
};

interface InUse extends Allocation {
  note: string;
  grantedBy: { name: string };
  grantedAt: Date;
  ended: { by: { name: string }; at: Date; why: string } | null;
  use: { kinds: UseOfKind[]; termsKnown: boolean } | null;
}

/** What an allocation says when nothing is granted. */
export const NO_ALLOCATION = 'No allocation on record.';

/** An allocation as a table of its kinds with their sums, or as a line of the past once it has ended. */
export function allocationTable(allocation: InUse, youngPersonId: string) {
  const { id, firstDay, lastDay, granted, note, use, ended } = allocation;
  const path = `/young-people/${youngPersonId}/allocation/${id}`;
  const rows = (use?.kinds ?? []).map(({ kind, ...counts }) => ({ name: KIND_NAME[kind], ...shown(counts) }));
  return {
    period: `${sayDate(firstDay)} to ${sayDate(lastDay)}`,
    rows,
    total: shown(sumOf(use?.kinds ?? [])),
    termsMissing: use?.termsKnown === false,
    note,
    nights: NIGHT_KINDS.map((kind) => `${KIND_NAME[kind].toLowerCase()} ${granted[kind]}`).join(', '),
    granted: `Granted by ${allocation.grantedBy.name}, ${dateTime(allocation.grantedAt)}.`,
    ended: ended && `Ended by ${ended.by.name}, ${dateTime(ended.at)}: ${ended.why}`,
    changePath: `${path}/change`,
    endPath: `${path}/end`,
  };
}

type Counts = Omit<UseOfKind, 'kind'>;

/** @example leftText(-2); // '2 over' */
export function leftText(left: number): string {
  return left < 0 ? `${-left} over` : String(left);
}

function shown({ left, ...counts }: Counts) {
  return { ...counts, left: leftText(left), isOver: left < 0 };
}

function sumOf(kinds: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => kinds.reduce((total, one) => total + one[of], 0);
  return { granted: sum('granted'), used: sum('used'), booked: sum('booked'), held: sum('held'), left: sum('left') };
}

/**
 * What is left of each allocation that nights between the dates would come out of, in a line each.
 *
 * @example allocationLines([], '2027-05-01', '2027-05-09'); // ['No allocation on record.']
 */
export function allocationLines(
  allocations: readonly { firstDay: PlainDate; lastDay: PlainDate; kinds: readonly UseOfKind[] }[],
  from: PlainDate,
  to?: PlainDate,
): string[] {
  const lines = allocations
    .filter(({ firstDay, lastDay }) => lastDay >= from && (to === undefined || firstDay < to))
    .map(({ firstDay, lastDay, kinds }) => {
      const { granted, left } = sumOf(kinds);
      const byKind = kinds.map((one) => `${KIND_NAME[one.kind].toLowerCase()} ${leftText(one.left)}`).join(', ');
      const nights = left < 0 ? `${-left} nights over the ${granted} granted` : `${left} of ${granted} nights left`;
      return `${nights} from ${sayDate(firstDay)} to ${sayDate(lastDay)} (${byKind}).`;
    });
  return lines.length > 0 ? lines : [NO_ALLOCATION];
}

/**
 * The nights asked for against what is left of every allocation that they could come out of, as a sentence; empty where
 * nothing is granted or no number is said yet.
 *
 * @example askedAgainst([{ …, kinds: [{ kind: 'weekday', left: 1, … }] }], 2); // 'This request asks for 2 nights: 1 more than is left. …'
 */
export function askedAgainst(allocations: readonly { kinds: readonly UseOfKind[] }[], nights: number | null): string {
  if (nights === null || allocations.length === 0) return '';
  const most = Math.max(...allocations.map(({ kinds }) => Math.max(0, sumOf(kinds).left)));
  const asks = `This request asks for ${nightsText(nights)}`;
  if (nights <= most) return `${asks}.`;
  return `${asks}: ${nights - most} more than ${most === 1 ? 'is' : 'are'} left. You can send it all the same: a manager decides whether to go over.`;
}

/** An allocation as the form that changes it shows it. */
export function allocationValues({ firstDay, lastDay, granted, note }: Omit<InUse, 'use' | 'ended'>): TypedValues {
  const { weekday, weekend, holiday } = granted;
  return {
    ...{ firstDay, lastDay, note },
    ...{ weekday: String(weekday), weekend: String(weekend), holiday: String(holiday) },
  };
}
