import { describe, expect, it } from '@jest/globals';
import type { ReportedSince } from '../../matching/domain/information.js';
import { newInformation } from './new-information.js';

const DECIDED = { signedAt: new Date('2027-03-10T10:00:00Z'), unitId: 'house', zone: 'Europe/London' };
const reported = (youngPersonId: string, at: string, settledFor: string[] = []): ReportedSince => ({
  ...{ id: at, youngPersonId, at: new Date(at), settledFor },
});
const of = (youngPersonId: string, on: string) => expect.objectContaining({ kind: 'information', youngPersonId, on });

describe('what was reported since it was decided', () => {
  it.each<[string, ReportedSince[], object[]]>([
    ['nothing', [], []],
    ['of the young person', [reported('tia', '2027-03-11T09:00:00Z')], [of('tia', '2027-03-11')]],
    ['of one of the others', [reported('kit', '2027-03-11T09:00:00Z')], [of('kit', '2027-03-11')]],
    ['of somebody who is not there', [reported('ash', '2027-03-11T09:00:00Z')], []],
    ['before it was decided', [reported('kit', '2027-03-10T09:59:59Z')], []],
    ['and the unit says that nothing changes', [reported('kit', '2027-03-11T09:00:00Z', ['house'])], []],
    ['and another unit says so', [reported('kit', '2027-03-11T09:00:00Z', ['other'])], [of('kit', '2027-03-11')]],
    [
      'twice: the last day, whatever the order',
      [reported('kit', '2027-03-12T09:00:00Z'), reported('kit', '2027-03-11T09:00:00Z')],
      [of('kit', '2027-03-12')],
    ],
    [
      'twice, and the last changes nothing',
      [reported('kit', '2027-03-12T09:00:00Z', ['house']), reported('kit', '2027-03-11T09:00:00Z')],
      [of('kit', '2027-03-11')],
    ],
    ['late in the evening, by the clocks there', [reported('kit', '2027-06-11T23:30:00Z')], [of('kit', '2027-06-12')]],
  ])('%s', (_, found, changes) => {
    expect(newInformation(found, ['tia', 'kit'], DECIDED)).toEqual(changes);
  });

  it('names every report that is open, the latest first', () => {
    const [first, last, settled] = ['2027-03-11T09:00:00Z', '2027-03-12T09:00:00Z', '2027-03-13T09:00:00Z'] as const;
    const found = [reported('kit', first), reported('kit', last), reported('kit', settled, ['house'])];
    expect(newInformation(found, ['kit'], DECIDED)[0]!.reports).toEqual([last, first]);
  });
});
