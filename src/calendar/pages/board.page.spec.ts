import { describe, expect, it } from '@jest/globals';
import { aBed, aBoard, aClaim } from './a-board.js';
import { boardRows, freeByNight, freeHref, isWeekendNight, shownNames, type Choosing } from './board.page.js';

const range = { arrival: '2027-03-01', departure: '2027-03-08' };
const ash = { id: 'ash', firstName: 'Ash', lastName: 'Kestrel' };
const choosing: Choosing = { unitId: 'unit', today: '2027-03-02', horizon: '2027-03-06', to: 'ask' };
const first = (board: ReturnType<typeof aBoard>, how = choosing) => boardRows(board, range, how)[0]!.cells;

describe('the cells of the board', () => {
  it('name a young person shortly, and wholly with bed and dates for screen readers', () => {
    const [cell] = first(aBoard([aClaim(1, '2027-02-27', 5)], range, [ash]));
    expect(cell).toMatchObject({
      look: 'booked',
      name: 'Ash K.',
      word: 'booked',
      href: '/stays/stay',
      fromBefore: true,
    });
    expect(cell!.label).toBe('Ash Kestrel, Bed 1, Sat 27 February to Thu 4 March 2027, began before these four weeks');
  });
  it.each([
    [{ arrived: true }, 'here', 'here', '/stays/stay'],
    [{ arrived: true, departed: true }, 'left', 'stayed', '/stays/stay'],
    [{ purpose: 'offer' as const, stayId: null }, 'offer', 'held', '/requests/request'],
    [{ purpose: 'offer' as const, stayId: null, partId: 'part' }, 'offer', 'held', '/requests/part'],
  ])('tell %j by look and word', (more, look, word, href) => {
    expect(first(aBoard([aClaim(1, '2027-03-01', 2, more)], range, [ash]))[0]).toMatchObject({ look, word, href });
  });
  it('of a stay that is not over can be dragged by the unit’s people, and by nobody else', () => {
    const drag = (more: object, how: Partial<Choosing> = { drags: 'everything' }) =>
      first(aBoard([aClaim(1, '2027-03-01', 2, more)], range, [ash]), { ...choosing, ...how })[0]!.drag;
    expect(drag({})).toEqual({ stay: 'stay', isToCome: true, addsNights: true });
    expect(drag({ arrived: true }, { drags: 'without-adding' })).toEqual({
      ...{ stay: 'stay', isToCome: false, addsNights: false },
    });
    expect(drag({ arrived: true, departed: true })).toBeUndefined();
    expect(drag({ purpose: 'offer', stayId: null })).toBe('held');
    expect(drag({ purpose: 'offer', stayId: null }, {})).toBeUndefined();
    expect(drag({}, { today: '2027-03-03' })).toBeUndefined();
    expect(drag({}, {})).toBeUndefined();
  });
  it('say of somebody who may not be seen nothing but that the bed is occupied', () => {
    const [cell] = first(aBoard([aClaim(1, '2027-03-01', 2)], range, []));
    expect(cell).toEqual({
      night: '2027-03-01',
      span: 2,
      fromBefore: false,
      goesOn: false,
      isWeekend: false,
      isToday: false,
      look: 'taken',
      word: 'Occupied',
      label: 'Bed 1, nights of Mon 1 to Tue 2 March 2027',
    });
  });
  it.each([
    ['out_of_service' as const, 'out', 'Room unavailable'],
    ['closed' as const, 'out', 'Unit closed'],
    ['reserve' as const, 'reserve', 'Kept for emergencies'],
  ])('say why nobody can have the bed: %s', (purpose, look, word) => {
    const claim = aClaim(1, '2027-03-03', 1, { purpose, youngPersonId: null, stayId: null });
    expect(first(aBoard([claim], range, []))[2]).toMatchObject({ look, word });
  });
  it('offer each free night from today to the last that can be booked, and say so', () => {
    const cells = first(aBoard([], range, []));
    expect(cells.map(({ href }) => Boolean(href))).toEqual([false, true, true, true, true, false, false]);
    expect(cells[4]).toMatchObject({ label: 'Bed 1 free on Fri 5 March: ask for a break', isWeekend: true });
    expect(cells[1]!.isToday).toBe(true);
  });
});

describe('choosing a free night', () => {
  it('leads a key worker to asking, and the unit to whom the bed would suit', () => {
    expect(freeHref('2027-03-02', aBed(2), choosing)).toBe('/requests/new?from=2027-03-02&unit=unit');
    expect(freeHref('2027-03-02', aBed(2), { ...choosing, to: 'choose' })).toBe(
      '/requests/choose?from=2027-03-02&unit=unit&bed=bed-2',
    );
  });
});

describe('names on the board', () => {
  it('are whole where two would look the same', () => {
    const names = shownNames([
      ash,
      { id: 'b', firstName: 'Ash', lastName: 'Kite' },
      { id: 'c', firstName: 'Mo', lastName: 'Kite' },
    ]);
    expect([...names.values()]).toEqual(['Ash Kestrel', 'Ash Kite', 'Mo K.']);
  });
});

describe('free beds of a night', () => {
  it('leave out what is taken, held, closed or not registered', () => {
    const board = aBoard([aClaim(1, '2027-03-01', 1), aClaim(2, '2027-03-02', 1, { purpose: 'offer' })], range, []);
    expect(freeByNight(board.rows, range).map(({ free }) => free)).toEqual([1, 1, 2, 2, 2, 2, 2]);
  });
  it('the weekend’s nights begin on Friday and Saturday', () => {
    expect(['2027-03-04', '2027-03-05', '2027-03-06', '2027-03-07'].map(isWeekendNight)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
