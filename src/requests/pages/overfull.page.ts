import { sayTooMany } from '../../calendar/domain/say-too-many.js';
import { tooMany, type StaffedNight } from '../../calendar/domain/staffing.js';
import { shortDate } from '../../web/filters.js';

/** A night on which more are booked than the staff can take, as Today shows it first. */
export function overfullItem(night: StaffedNight, unit: { id: string; name: string }) {
  const { take, high } = tooMany(night);
  const most = Math.max(take, high);
  return {
    night: night.night,
    title: `${most === 1 ? 'One' : most} too many on ${shortDate(night.night)}`,
    text: sayTooMany(night),
    href: `/staffing/nights/${night.night}?unit=${unit.id}`,
    calendar: `/calendar?from=${night.night}&unit=${unit.id}`,
    unit: unit.name,
  };
}
