import { asking, type AlertText, type Words } from './alert-phrases.js';

/** Few nights of a stretch ahead are booked, or were when the alert came and it has not ended yet. */
export function sayLowOccupancy({ unit, number, isOver }: Words): AlertText {
  const [are, these] = isOver ? ['were', 'those nights'] : ['are', 'these nights'];
  const apart = `Counted apart: ${number('held')} held for offers, ${number('reserve')} kept for emergencies.`;
  return {
    title: isOver
      ? `Only ${number('percent')}% of the ${number('days')} days ahead was booked`
      : `Only ${number('percent')}% of the next ${number('days')} days is booked`,
    why: `${number('taken')} of ${number('available')} bed nights that can be used ${are} taken by stays, ${belowWhat(number, isOver)}. ${apart} ${asking(number('waiting'), these, isOver)}`,
    what: 'Look at the open requests and the waiting list, and propose nights.',
    href: `/units/${unit.id}/waiting-list`,
    linkText: 'Open the waiting list',
  };
}

/** Below which share; where it is above that again, at which share the alert ends, so that it does not come and go. */
function belowWhat(number: Words['number'], isOver: boolean): string {
  const set = `below the ${number('below')}% that ${isOver ? 'was' : 'is'} set`;
  if (number('percent') < number('below')) return set;
  const ends = number('ends') > 0 ? `: it ends at ${number('ends')}%` : '';
  return isOver ? `no longer ${set}` : `no longer ${set}${ends}`;
}
