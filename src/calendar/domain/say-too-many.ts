import { tooMany, type Figure, type StaffedNight } from './staffing.js';

/**
 * What is too many on a night, in a sentence; empty on a night in order.
 *
 * @example sayTooMany({ night: '2027-03-18', figure: { take: 4, high: 3 }, from: 'night', booked: 4, highBooked: 4 }); // '4 at high support are booked, and the staff can take 3.'
 */
export function sayTooMany(night: StaffedNight): string {
  const { figure, booked, highBooked } = night;
  if (!figure) return '';
  const over = tooMany(night);
  const said: string[] = [];
  if (over.take > 0)
    said.push(
      `${booked === 1 ? '1 young person is' : `${booked} young people are`} booked, and the staff can take ${figure.take}.`,
    );
  if (over.high > 0)
    said.push(
      `${highBooked} at high support ${highBooked === 1 ? 'is' : 'are'} booked, and the staff can take ${figure.high}.`,
    );
  return said.join(' ');
}

/** What to tell whoever changes a figure that somebody else has changed since they looked. */
export function sayChangedMeanwhile(now: Figure | null, by: string | undefined): string {
  const what = now ? `${now.take}, of them ${now.high} at high support` : 'no limit';
  return `${by ?? 'Somebody'} has changed this night since you opened the page: it is ${what} now. Save again if yours is right.`;
}
