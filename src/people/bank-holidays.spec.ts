import { describe, expect, it } from '@jest/globals';
import { bankHolidays } from './bank-holidays.js';

const days = async (year: number) => [...(await bankHolidays(`${year}-01-01`, `${year}-12-31`)).keys()];
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

// As published on www.gov.uk/bank-holidays for England and Wales, and by the same rules for 2028.
describe('the bank holidays of England', () => {
  it.each([
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
  ])('of %i are the eight of the list, with what stands in for a weekend', async (year, expected) => {
    expect((await days(year)).filter((day) => !isWeekend(day))).toEqual(
      expected.split(' ').map((day) => `${year}-${day}`),
    );
  });

  it('have their names', async () => {
    expect((await bankHolidays('2027-05-03', '2027-05-03')).get('2027-05-03')).toBe('Early May bank holiday');
    expect((await bankHolidays('2027-12-20', '2027-12-31')).get('2027-12-28')).toMatch(/Boxing Day/);
  });

  it('are those between the dates, over the turn of a year, and none when there are none', async () => {
    expect([...(await bankHolidays('2026-12-28', '2027-01-01')).keys()]).toEqual(['2026-12-28', '2027-01-01']);
    expect((await bankHolidays('2027-02-01', '2027-02-28')).size).toBe(0);
  });
});
