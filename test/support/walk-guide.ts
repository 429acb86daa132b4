import type { House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about the matching guide, each answering as it is documented. */
export async function walkGuide(api: DocumentedApi, { staff, worker }: House): Promise<void> {
  const rating = { factor: 'sleep', poses: 3, vulnerable: 3, status: 'serious' };
  const person = { age: 14, support: 'one_to_one', ratings: [rating, { ...rating, factor: 'going_missing' }] };
  const group = {
    people: [
      { ...person, id: 'ash' },
      { ...person, id: 'bo', age: 18 },
      { ...person, id: 'kit', gap: 'out_of_date' },
    ],
    guest: 'ash',
    nights: [{ night: '2027-03-12', others: ['bo', 'kit'], staff: 1, apart: ['bo'], eases: ['waking_night'] }],
    facts: [{ people: ['ash', 'bo'], decision: 'works_well', siblings: 'together' }],
    otherBeds: [{ bed: 'top floor', apart: ['bo', 'kit'] }],
  };
  await api.call(staff, 'POST /compatibility/score', 200, group);
  await api.call(staff, 'POST /compatibility/score', 400, { ...group, guest: 'nobody' });
  await api.call(worker, 'POST /compatibility/score', 403, group);
}
