import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim, ClaimPurpose } from '../../calendar/domain/claim.js';
import { bedsForResident, residentWays } from './resident-beds.js';

const bed = (number: number, attributes: string[] = []): Bed => ({
  ...{ id: `bed ${number}`, number, name: `Bed ${number}`, attributes },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const claim = (number: number, purpose: ClaimPurpose, from: number, to: number): Claim =>
  ({
    ...{ id: `${number} ${from}`, bedId: `bed ${number}`, purpose, arrived: false, announced: true },
    ...{ arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` },
    ...{ youngPersonId: null, requestId: null, stayId: null, support: null, needs: [], keepsRoom: false },
  }) as Claim;
const nights = { arrival: '2027-05-03', departure: '2027-05-07' };
const beds = [bed(1), bed(2), bed(3, ['step-free'])];
const has = (number: number, until: number) => ({ bedId: `bed ${number}`, departure: `2027-05-0${until}` });

describe('the beds for somebody who is there', () => {
  it.each<[string, Claim[], string[], ReturnType<typeof has> | undefined, string[]]>([
    ['are all that are free, the lowest first', [], [], undefined, ['1 until 07', '2 until 07', '3 until 07']],
    [
      'have what they need first, and say what is missing',
      [],
      ['step-free'],
      undefined,
      ['3 until 07', '1 until 07 without step-free', '2 until 07 without step-free'],
    ],
    [
      'are those that are promised later, until then',
      [claim(1, 'stay', 5, 6), claim(3, 'offer', 3, 4)],
      [],
      undefined,
      ['2 until 07', '1 until 05'],
    ],
    [
      'are those kept for emergencies, too',
      [claim(1, 'reserve', 3, 7)],
      [],
      undefined,
      ['1 until 07', '2 until 07', '3 until 07'],
    ],
    [
      'are none that they would have to leave as soon',
      [claim(1, 'stay', 5, 6), claim(2, 'stay', 5, 6), claim(3, 'stay', 6, 7)],
      [],
      has(1, 5),
      ['3 until 06'],
    ],
    ['are the others when theirs is for all nights', [claim(2, 'stay', 5, 6)], [], has(1, 7), ['3 until 07']],
  ])('%s', (_, claims, needs, theirs, expected) => {
    const found = bedsForResident(beds, nights, claims, needs, theirs);
    const said = found.map(({ bed: one, departure, missing }) =>
      [`${one.number} until ${departure.slice(8)}`, ...missing.map((need) => `without ${need}`)].join(' '),
    );
    expect(said).toEqual(expected);
  });
});

describe('the ways out of somebody who is there', () => {
  it.each([
    ['all their nights', 7, [], 'bed', undefined],
    ['some, with a bed on each night after it', 4, [[2, 4, 7]], 'then', ['Bed 2']],
    ['some, with a night after it for which there is none', 4, [[2, 5, 7]], 'until', undefined],
  ] as const)('are %s', (_, until, held, kind, after) => {
    const found = [{ bed: beds[0]!, departure: `2027-05-0${until}`, missing: [] }];
    const pieces = held.map(([number, from, to]) => ({
      ...{ bedId: `bed ${number}`, arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` },
    }));
    const [way] = residentWays(nights, found, pieces, beds);
    expect([way!.kind, way!.after]).toEqual([kind, after]);
  });
});
