import { date, dateTime, nightsText } from '../../web/filters.js';
import type { ReserveAnswer } from '../dto/reserve.answer.js';
import type { KeptNight, ReserveStep, ReserveView } from '../reserve-reader.js';

export const reservePath = (id: string): string => `/reserves/${id}`;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A reserve as the API answers it. */
export function reserveJson({ unit, firstNight, lastNight, ...rest }: ReserveView): ReserveAnswer {
  return { ...rest, unit: { id: unit.id, name: unit.name }, from: firstNight, to: lastNight };
}

/** What can be kept, on which nights of the week. */
export function reserveChoices(beds: readonly { id: string; name: string }[]) {
  return {
    beds: beds.map(({ id, name }) => ({ value: id, text: name })),
    weekdays: DAYS.map((text, place) => ({ value: String(place + 1), text })),
  };
}

/** @example saidWeekdays([5, 6]); // 'Friday, Saturday' */
export function saidWeekdays(weekdays: readonly number[]): string {
  return weekdays.length === 0 || weekdays.length === 7
    ? 'Every night'
    : weekdays.map((day) => DAYS[day - 1]).join(', ');
}

/** @example saidRelease(24); // '24 hours before the night' */
export function saidRelease(hours: number | null): string {
  if (hours === null) return 'Kept through the night';
  if (hours === 0) return 'When the night begins';
  return `${hours} ${hours === 1 ? 'hour' : 'hours'} before the night`;
}

export function reserveItem(reserve: ReserveView) {
  const { id, bed, firstNight, lastNight, weekdays, releaseHours, note, endedAt, endedBy } = reserve;
  return {
    path: reservePath(id),
    title: `${bed.name}, kept for emergencies`,
    bed: bed.name,
    from: date(firstNight),
    to: lastNight ? date(lastNight) : 'As far as can be booked',
    weekdays: saidWeekdays(weekdays),
    release: saidRelease(releaseHours),
    note,
    state: endedAt ? `Ended by ${endedBy}, ${dateTime(endedAt)}` : 'In force',
    isInForce: endedAt === null,
  };
}

/** One reserve with the next nights that it keeps, each of which can be given up. */
export function reservePage(reserve: ReserveView, nights: readonly KeptNight[], steps: readonly ReserveStep[]) {
  return {
    ...reserveItem(reserve),
    unit: reserve.unit.name,
    listPath: `/reserves?unit=${reserve.unit.id}`,
    calendarPath: `/calendar?unit=${reserve.unit.id}&from=${nights[0]?.night ?? reserve.firstNight}`,
    count: nightsText(nights.length),
    nights: nights.map(({ night, releaseAt }) => ({
      night: date(night),
      until: releaseAt ? `until ${dateTime(releaseAt)}` : 'through the night',
      href: `${reservePath(reserve.id)}/release?night=${night}`,
    })),
    steps: steps.map(({ at, by, action, night }) => ({
      what:
        action === 'made'
          ? 'Kept for emergencies'
          : action === 'ended'
            ? 'Ended: no night is kept any more'
            : `Released the night of ${date(night)}`,
      who: by,
      when: dateTime(at),
    })),
  };
}
