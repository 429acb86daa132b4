import { addDays, type PlainDate } from '../../kernel/nights.js';

interface Staying {
  state: string;
  arrival: PlainDate;
  departure: PlainDate;
  overdueSince?: PlainDate | null;
  away?: object | null;
}

/**
 * Who is in the building, who keeps a bed and is not there, who is still to come tonight and tomorrow, and who goes today
 * and tomorrow. After midnight whoever was expected in the night that is running is still to come.
 *
 * @example whoIsWhere([stay], '2027-05-03').inTheBuilding; // [stay] once they have arrived and are not away
 */
export function whoIsWhere<T extends Staying>(stays: readonly T[], today: PlainDate, tonight: PlainDate = today) {
  const here = stays.filter(({ state }) => state === 'in_residence');
  const toCome = stays.filter(({ state }) => state === 'booked');
  const goes = (stay: T) => stay.overdueSince ?? stay.departure;
  return {
    inTheBuilding: here.filter(({ away }) => !away),
    away: here.filter(({ away }) => away),
    arriving: toCome.filter(({ arrival }) => arrival <= tonight || arrival <= today),
    arrivingTomorrow: toCome.filter(({ arrival }) => arrival > tonight && arrival === addDays(today, 1)),
    leaving: here.filter((stay) => goes(stay) <= today),
    leavingTomorrow: here.filter((stay) => goes(stay) === addDays(today, 1)),
  };
}
