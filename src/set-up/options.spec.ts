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
const TODAY = '2027-03-12';
const args = (changes: Record<string, string | undefined> = {}) =>
  Object.entries({ ...right, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );

describe('the options of set-up', () => {
  it('are read, trimmed, with the email address in lower case', () => {
    expect(readOptions(args(), TODAY)).toEqual({
      options: {
        organisation: 'Sefton Council',
        unit: 'Seaview House',
        beds: 4,
        youngest: 12,
        oldest: 17,
        name: 'Ada Example',
        email: 'ada@example.org',
        'registered-since': TODAY,
      },
    });
  });

  it.each(['2000-01-01', '2023-04-01', TODAY])('say since when the beds are registered: %s', (since) => {
    const read = readOptions(args({ 'registered-since': since }), TODAY);
    expect('options' in read && read.options['registered-since']).toBe(since);
  });

  it('are all asked for when none is given', () => {
    const read = readOptions([], TODAY);
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
    [{ 'registered-since': '2027-03-13' }, /^--registered-since must be .* up to today: .* not “2027-03-13”\.$/],
    [{ 'registered-since': '1999-12-31' }, /^--registered-since must be/],
    [{ 'registered-since': '1 April 2023' }, /^--registered-since must be/],
    [{ 'registered-since': '2023-02-30' }, /^--registered-since must be/],
    [{ 'registered-since': '' }, /^--registered-since is missing/],
  ])('are refused one by one: %p', (changes, sentence) => {
    const read = readOptions(args(changes), TODAY);
    expect('sentences' in read && read.sentences).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    [['--bed', '4'], /--bed/],
    [['four'], /four/],
    [['--beds'], /--beds/],
  ])('that nobody knows are named: %p', (unknown, sentence) => {
    const read = readOptions([...args(), ...unknown], TODAY);
    expect('sentences' in read && read.sentences).toEqual([expect.stringMatching(sentence)]);
  });
});
