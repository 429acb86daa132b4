import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../kernel/domain-error.js';
import { refuseIfChanged, versionOf, whileUnchanged } from '../platform/unchanged.js';
import { readIfMatch } from './versions.js';

describe('If-Match', () => {
  it.each([
    ['*', undefined],
    [' * ', undefined],
    ['"abc"', ['abc']],
    ['"abc", "d-e_f"', ['abc', 'd-e_f']],
    ['""', ['']],
    ['W/"abc"', []],
    ['W/"abc", "d"', ['d']],
  ])('%s names %j', (header, versions) => expect(readIfMatch(header)).toEqual(versions));

  it.each(['', 'abc', '"abc', '"a"b"', '"a", b', '*, "a"', "'a'"])('is refused as %j', (header) => {
    expect(() => readIfMatch(header)).toThrow(DomainError);
  });
});

describe('a record', () => {
  const record = { id: '1', at: new Date(0), name: 'Tia' };

  it('has the version of its JSON', () => {
    expect(versionOf(record)).toBe(versionOf(JSON.parse(JSON.stringify(record)) as object));
    expect(versionOf(record)).not.toBe(versionOf({ ...record, name: 'Mia' }));
    expect(`"${versionOf(record)}"`).toMatch(/^"[\w-]{27}"$/);
  });

  it('may be changed by who saw it as it is, and by who did not say', () => {
    const version = versionOf(record);
    const change = () => refuseIfChanged(record);
    expect(change).not.toThrow();
    expect(() => whileUnchanged((seen) => versionOf(seen) === version, change)).not.toThrow();
    expect(() => whileUnchanged((seen) => versionOf(seen) === 'older', change)).toThrow(/changed in the meantime/);
    expect(change).not.toThrow();
  });
});
