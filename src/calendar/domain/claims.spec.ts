import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf, overlaps, type Nights } from '../../kernel/nights.js';
import { chooseBed, freeBeds } from './choose-bed.js';
import type { Bed, Claim } from './claim.js';
import { bedNights, nightState } from './night-state.js';
import { takenSentence } from './taken.js';

const bed = (number: number, more: Partial<Bed> = {}): Bed => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
  ...more,
});
const claim = (bedNumber: number, arrival: string, departure: string, more: Partial<Claim> = {}): Claim => ({
  id: `${bedNumber} ${arrival}`,
  bedId: `bed-${bedNumber}`,
  purpose: 'stay',
  arrival,
  departure,
  youngPersonId: 'ash',
  requestId: null,
  stayId: 'stay',
  arrived: false,
  announced: true,
  support: 'shared',
  needs: [],
  keepsRoom: false,
  ...more,
});
const beds = [bed(1), bed(2), bed(3)];
const wanted = { arrival: '2027-05-04', departure: '2027-05-06' };

describe('choosing a bed', () => {
  it('takes the bed whose guest leaves on the day of arrival', () => {
    expect(chooseBed(beds, wanted, [claim(2, '2027-05-01', '2027-05-04')])?.number).toBe(2);
  });
  it('takes the lowest number where nothing tells them apart', () => {
    expect(chooseBed(beds, wanted, [])?.number).toBe(1);
  });
  it('finds none when each bed has a night taken, though no night is full', () => {
    const claims = [claim(1, '2027-05-04', '2027-05-05'), claim(2, '2027-05-05', '2027-05-06')];
    expect(chooseBed(beds.slice(0, 2), wanted, claims)).toBeUndefined();
  });
  it('leaves out a bed that is not registered for every night', () => {
    expect(freeBeds([bed(1, { registeredUntil: '2027-05-05' }), bed(2)], wanted, []).map((one) => one.number)).toEqual([
      2,
    ]);
  });

  const day = (n: number) => addDays('2027-05-01', n);
  const run = fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 5 }))
    .map(([start, length]): Nights => ({ arrival: day(start), departure: day(start + length) }));

  it('agrees with looking at every bed and every night, whatever the claims', () => {
    fc.assert(
      fc.property(run, fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), run), { maxLength: 12 }), (nights, made) => {
        const claims = made.map(([number, taken]) => claim(number, taken.arrival, taken.departure));
        const byHand = beds.filter((one) =>
          nightsOf(nights).every(
            (night) =>
              !claims.some((other) => other.bedId === one.id && other.arrival <= night && night < other.departure),
          ),
        );
        const found = freeBeds(beds, nights, claims);
        expect(found.map((one) => one.id).toSorted()).toEqual(byHand.map((one) => one.id));
        expect(chooseBed(beds, nights, claims)).toBe(found[0]);
      }),
    );
  });
  it('no sequence of claims made this way and released ever double-books or loses a night', () => {
    const step = fc.record({ release: fc.boolean(), nights: run, which: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const standing: Claim[] = [];
        for (const { release, nights, which } of steps) {
          const chosen = chooseBed(beds, nights, standing);
          if (release && standing.length > 0) standing.splice(which % standing.length, 1);
          else if (chosen) standing.push(claim(chosen.number, nights.arrival, nights.departure));
        }
        for (const one of standing) {
          expect(standing.filter((other) => other.bedId === one.bedId && overlaps(other, one))).toEqual([one]);
        }
        const counted = bedNights(beds, standing, { arrival: day(0), departure: day(20) }).flatMap((row) => row.nights);
        expect(counted).toHaveLength(60);
        expect(counted.filter((night) => night.state === 'booked')).toHaveLength(standing.flatMap(nightsOf).length);
      }),
    );
  });
});

describe('what a bed is on a night', () => {
  it.each([
    [undefined, 'free'],
    [claim(1, '2027-05-04', '2027-05-06'), 'booked'],
    [claim(1, '2027-05-04', '2027-05-06', { arrived: true }), 'occupied'],
    [claim(1, '2027-05-04', '2027-05-06', { purpose: 'offer' }), 'offer'],
    [claim(1, '2027-05-04', '2027-05-06', { purpose: 'out_of_service' }), 'out_of_service'],
    [claim(1, '2027-05-04', '2027-05-06', { purpose: 'closed' }), 'closed'],
    [claim(1, '2027-05-04', '2027-05-06', { purpose: 'reserve' }), 'reserve'],
  ] as const)('case %#', (standing, state) => {
    expect(nightState(standing)).toBe(state);
  });
  it('shows who is there, where somebody who stayed on meets a plan', () => {
    const plan = claim(1, '2027-05-03', '2027-05-05');
    const there = claim(1, '2027-05-01', '2027-05-04', { arrived: true, youngPersonId: 'bo' });
    const [row] = bedNights([bed(1)], [there, plan], { arrival: '2027-05-03', departure: '2027-05-05' });
    expect(row?.nights.map((night) => night.state)).toEqual(['occupied', 'booked']);
  });
  it('a night before the bed was registered does not exist', () => {
    const [row] = bedNights([bed(1, { registeredFrom: '2027-05-03' })], [], {
      arrival: '2027-05-01',
      departure: '2027-05-05',
    });
    expect(row?.nights.map((night) => night.night)).toEqual(['2027-05-03', '2027-05-04']);
  });
});

describe('the sentence for somebody who came too late', () => {
  const offer = claim(2, '2027-03-12', '2027-03-14', { purpose: 'offer' });
  it('names the bed, the nights, and whom to those who may see them', () => {
    expect(takenSentence(beds, [offer], new Map([['ash', 'Ash Kestrel']]))).toBe(
      'Bed 2 is held by an offer for Ash Kestrel, 12 to 14 March. Choose other nights or another bed.',
    );
  });
  it('names nobody to those who may not', () => {
    expect(takenSentence(beds, [offer], new Map())).toBe(
      'Bed 2 is held by an offer, 12 to 14 March. Choose other nights or another bed.',
    );
  });
});
