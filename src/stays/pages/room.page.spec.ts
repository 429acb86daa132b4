import { describe, expect, it } from '@jest/globals';
import { roomPage, roomValues } from './room.page.js';

const person = {
  ...{ id: 'p1', firstName: 'Tia', lastName: 'Example' },
  ...{ supportLevel: 'one_to_one' as const, roomNeeds: ['step-free', 'en-suite'], keepsRoom: true, noticeDays: 7 },
};
const lacking = [
  { stayId: 's1', bed: 'Bed 2', arrival: '2027-03-12', departure: '2027-03-14', lacks: ['en-suite', 'step-free'] },
];

describe('the page of room and support', () => {
  it('shows what is saved, also a need that no room has any longer', () => {
    const page = roomPage(person, ['quiet', 'en-suite'], [], roomValues(person), 'unit_staff');
    expect(page.support.find(({ checked }) => checked)).toMatchObject({ value: 'one_to_one', text: 'One to one' });
    expect(page.needs).toEqual([
      { value: 'en-suite', text: 'en-suite', checked: true },
      { value: 'quiet', text: 'quiet', checked: false },
      { value: 'step-free', text: 'step-free', checked: true },
    ]);
    expect(page.keepsRoom.map(({ checked }) => checked)).toEqual([false, true]);
  });
  it('leads from booked nights that do not suit to where they are moved, a key worker to the stay', () => {
    expect(roomPage(person, [], lacking, {}, 'manager').lacking).toMatchObject([
      { lacks: 'en-suite, step-free', move: '/stays/s1/move' },
    ]);
    expect(roomPage(person, [], lacking, {}, 'cas_worker').lacking).toMatchObject([{ move: '/stays/s1' }]);
  });
});
