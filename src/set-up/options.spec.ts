import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

const right: Record<string, string> = {
  organisation: 'Sefton Council',
  unit: ' Seaview House ',
  beds: '4',
  youngest: '12',
  oldest: '17',
  name: 'Ada Example',
  email: 'Ada@Example.org',
};
const args = (changes: Record<string, string | undefined> = {}) =>
  Object.entries({ ...right, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );

describe('the options of set-up', () => {
  it('are read, trimmed, with the email address in lower case', () => {
    expect(readOptions(args())).toEqual({
      options: {
        organisation: 'Sefton Council',
        unit: 'Seaview House',
        beds: 4,
        youngest: 12,
        oldest: 17,
        name: 'Ada Example',
        email: 'ada@example.org',
      },
    });
  });

  it('are all asked for when none is given', () => {
    const read = readOptions([]);
    expect('sentences' in read && read.sentences).toHaveLength(7);
    expect('sentences' in read && read.sentences[0]).toBe(
      '--organisation is missing: the name of the council or provider.',
    );
  });

  it.each<[Record<string, string | undefined>, RegExp]>([
    [{ beds: '0' }, /^--beds must be how many beds .* not “0”\.$/],
    [{ beds: '51' }, /^--beds/],
    [{ beds: '4.5' }, /^--beds/],
    [{ beds: 'four' }, /not “four”/],
    [{ youngest: '26' }, /^--youngest/],
    [{ oldest: '11' }, /^--oldest must be the oldest age/],
    [{ name: 'a\u0000' }, /^--name/],
    [{ email: 'ada' }, /^--email must be the email address/],
    [{ unit: undefined }, /^--unit is missing/],
  ])('are refused one by one: %p', (changes, sentence) => {
    const read = readOptions(args(changes));
    expect('sentences' in read && read.sentences).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    [['--bed', '4'], /--bed/],
    [['four'], /four/],
    [['--beds'], /--beds/],
  ])('that nobody knows are named: %p', (unknown, sentence) => {
    const read = readOptions([...args(), ...unknown]);
    expect('sentences' in read && read.sentences).toEqual([expect.stringMatching(sentence)]);
  });
});
