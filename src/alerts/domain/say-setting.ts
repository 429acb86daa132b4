import { sayCount, sayList } from '../../kernel/say-words.js';
import type { AlertKind, AlertSetting } from './alert-kinds.js';
import { SETTINGS_OF } from './alert-settings.js';
import { AUDIENCE_NAME } from './alert-words.js';

/**
 * How a kind of alert is set, in one line: from when on it comes, and who is told.
 *
 * @example saySetting('reserve_about_to_go', usualSetting('reserve_about_to_go', true)); // 'From 24 hours before it becomes free. Told: managers and unit staff.'
 */
export function saySetting(kind: AlertKind, { numbers, audience }: Omit<AlertSetting, 'on'>): string {
  const of = (name: string): number =>
    numbers[name] ?? SETTINGS_OF[kind].numbers.find((one) => one.name === name)?.default ?? 0;
  const told = audience.map((one) => AUDIENCE_NAME[one].charAt(0).toLowerCase() + AUDIENCE_NAME[one].slice(1));
  return `${COMES[kind](of)}. ${told.length > 0 ? `Told: ${sayList(told)}.` : 'Nobody is told: it stands in the list.'}`;
}

const COMES: Readonly<Record<AlertKind, (of: (name: string) => number) => string>> = {
  arrival_incomplete: (of) => `From ${some(of('daysAhead'), 'day')} before the arrival`,
  request_late: (of) =>
    of('hoursBefore') === 0 ? 'Once it is late' : `From ${some(of('hoursBefore'), 'hour')} before the deadline`,
  offer_about_to_lapse: (of) => `From ${some(of('hoursBefore'), 'hour')} before it runs out`,
  bed_back: (of) =>
    `Nights of the next ${some(of('daysAhead'), 'day')}, for ${some(of('daysSince'), 'day')} after it came back`,
  group_changed: (of) => `Stays that begin within ${some(of('daysAhead'), 'day')}`,
  new_information: (of) => `Stays that begin within ${some(of('daysAhead'), 'day')}`,
  waiting_would_fit: (of) =>
    `Nights of the next ${some(of('daysAhead'), 'day')}, the first ${sayCount(of('first'))} of the waiting list`,
  empty_bed_soon: (of) =>
    `${some(of('beds'), 'empty bed')} or more tonight, and at the weekend from ${of('daysBeforeWeekend') === 0 ? 'Friday' : `${some(of('daysBeforeWeekend'), 'day')} before Friday`} on`,
  low_occupancy: (of) => {
    const looked = [7, 14, 28].filter((days) => of(`below${days}`) > 0);
    const said = looked.map((days) => `${of(`below${days}`)}% of the next ${days} days`);
    return said.length > 0 ? `Below ${sayList(said).replace(' and ', ' or ')}` : 'No days are looked at';
  },
  record_about_to_expire: (of) =>
    `From ${some(of('daysBefore'), 'day')} before it runs out, stays that begin within ${some(of('daysAhead'), 'day')}`,
  allocation_unused: (of) =>
    `From ${some(of('daysBeforeEnd'), 'day')} before it ends, where ${some(of('nights'), 'night')} or more would go unused`,
  closure_meets_demand: (of) =>
    `In the next ${some(of('daysAhead'), 'day')}, where at least half of the dates of ${some(of('requests'), 'request')} or more are closed`,
  staff_short: (of) => `Nights of the next ${some(of('daysAhead'), 'day')}`,
  reserve_about_to_go: (of) => `From ${some(of('hoursBefore'), 'hour')} before it becomes free`,
};

const some = (count: number, what: string): string => `${sayCount(count)} ${what}${count === 1 ? '' : 's'}`;
