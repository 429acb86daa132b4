import type { FieldError } from '../../kernel/domain-error.js';

/** What somebody is to the coming and going of a child. */
export const ESCORT_PARTS = ['brings', 'collects', 'must_not_collect'] as const;
export type EscortPart = (typeof ESCORT_PARTS)[number];

export const ESCORT_PART_TEXT: Record<EscortPart, string> = {
  brings: 'Brings them',
  collects: 'Collects them',
  must_not_collect: 'Must not collect them',
};

/**
 * What is wrong with somebody as they were described, by the API's names; empty when nothing is. Nobody both collects and
 * must not. Whoever brings or collects can be reached: without a telephone number nobody can ask where they are.
 *
 * @example checkEscort({ parts: ['collects'], phone: '' }); // [{ field: 'phone', … }]
 */
export function checkEscort({ parts, phone }: { parts: readonly EscortPart[]; phone: string }): FieldError[] {
  const errors: FieldError[] = [];
  if (parts.includes('collects') && parts.includes('must_not_collect'))
    errors.push({ field: 'parts', message: 'Somebody who must not collect them cannot collect them. Choose one.' });
  if (phone === '' && (parts.includes('brings') || parts.includes('collects')))
    errors.push({ field: 'phone', message: 'Enter the telephone number: they must be reached when they are late.' });
  return errors;
}

/** Whether two entries of one child mean the same person: the same name and the same word for who they are to the child. */
export function isSamePerson(one: Named, other: Named): boolean {
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  return same(one.name, other.name) && same(one.relationship, other.relationship);
}

/** Each person among `said` once, as last said, without those on the `list`; in the order in which they were said. */
export function notListed<T extends Named>(said: readonly T[], list: readonly Named[]): T[] {
  return said.filter(
    (one, place) =>
      !list.some((other) => isSamePerson(one, other)) &&
      !said.slice(place + 1).some((later) => isSamePerson(one, later)),
  );
}

interface Named {
  name: string;
  relationship: string;
}

/**
 * Those of the last stay who come along to this one: whom somebody confirmed, and always those who must not collect.
 * Somebody like that is taken off the list by name and with a reason, never by leaving a box empty.
 */
export function carriedOver<T extends { id: string; parts: readonly EscortPart[] }>(
  last: readonly T[],
  kept: readonly string[],
): T[] {
  return last.filter(({ id, parts }) => parts.includes('must_not_collect') || kept.includes(id));
}
