/** What a number of the service's own looks like, however it is typed. */
const SHAPE = /^new (\d{4})-(\d{4,})$/i;

/** Said to whoever enters one. */
export const RESERVED =
  'Numbers like New 2027-0001 are given by this service to children without a case number. Enter the council’s own.';

/**
 * The case number of a child whom nobody in the council had on record, until the council's own is known. It begins with a
 * word, so that nobody takes it for a real one, then says the year and counts within it. `given` are those that the
 * organisation has had in that year or others, also those that a real number has replaced: none is given twice.
 *
 * @example nextProvisional(2027, ['New 2026-0007', 'New 2027-0001']); // 'New 2027-0002'
 */
export function nextProvisional(year: number, given: readonly string[]): string {
  const counts = given.flatMap((one) => {
    const [, of, count] = SHAPE.exec(one) ?? [];
    return Number(of) === year ? [Number(count)] : [];
  });
  return `New ${year}-${String(Math.max(0, ...counts) + 1).padStart(4, '0')}`;
}

/** Whether a case number could be taken for one of the service's own: nobody may enter such a one. @example looksProvisional('new 2027-0001'); // true */
export function looksProvisional(caseNumber: string): boolean {
  return SHAPE.test(caseNumber);
}
