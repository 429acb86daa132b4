import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasName, nameFinder, type Called } from './names-in-text.js';

const called = (firstName: string, lastName = ''): Called => ({ firstName, lastName });
const finds = (text: string, other: Called, mine?: Called, isNear = false): boolean =>
  nameFinder([other], mine, () => isNear)(text).length > 0;

/** A name as people have them, which is no word of English: accents, letters of other tongues, hyphens, apostrophes. */
const part = fc
  .tuple(fc.constantFrom(...'QXZÉŁØÞÇÖ'), fc.stringMatching(/^[aeiouéøłçñßzxq]{3,7}$/u))
  .map(([first, rest]) => first + rest);
const name = fc.oneof(
  part,
  fc.tuple(part, part).map(([a, b]) => `${a}-${b}`),
  part.map((one) => `O’${one}`),
  fc.tuple(part, part).map(([a, b]) => `${a} ${b}`),
);
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
const typed = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  plain,
  (text) => text.normalize('NFD'),
  (text) => text.replace(/’/gu, "'"),
  (text) => text.replace(/[’ -]/gu, ''),
  (text) => `${text}’s`,
  (text) => `${text}s`,
  (text) => `${text}ʼs`,
  (text) => plain(text).toUpperCase(),
);
const around = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `He and ${text} were up`,
  (text) => `(${text})`,
  (text) => `“${text}”, she said`,
  (text) => `Up at ten.${text} was, too`,
  (text) => `2 × ${text}/9`,
  (text) => `up\n${text}\nup`,
);

describe('finding whom a text names', () => {
  it('misses no name, however it is typed and whatever stands around it', () => {
    fc.assert(
      fc.property(name, name, typed, around, fc.boolean(), (firstName, lastName, type, put, isFirst) => {
        const text = put(type(isFirst ? firstName : lastName));
        expect([text, finds(text, { firstName, lastName })]).toEqual([text, true]);
      }),
    );
  });

  it('misses no whole name of somebody who is elsewhere, whichever comes first', () => {
    fc.assert(
      fc.property(name, name, around, fc.constantFrom(' ', '  ', '\n', ', '), (firstName, lastName, put, between) => {
        const other: Called = { firstName, lastName, isElsewhere: true };
        expect(finds(put(`${lastName}${between}${firstName}`), other)).toBe(true);
        if (between !== ', ') expect(finds(put(`${firstName}${between}${lastName}`.toUpperCase()), other)).toBe(true);
        expect(finds(put(firstName), other)).toBe(false);
      }),
    );
  });

  it('finds of each what a look for that name alone finds, among however many', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 8 }), fc.array(name, { maxLength: 8 }), (all, words) => {
        const others = all.map(([firstName, lastName]) => ({ firstName, lastName }));
        const text = words.join(' and ');
        const found = nameFinder(others)(text);
        for (const one of others)
          if (hasName(text, one.firstName) || hasName(text, one.lastName)) expect(found).toContain(one);
      }),
    );
  });

  it.each([
    ['Quillan hit her', true],
    ['quillan hit her', true],
    ['QUILLAN’S room', true],
    ['Quillans room', true],
    ["Quil\u00adlan's room", true],
    ['the Zephyrines rang', true],
    ['with Zephyrine,Quillan', true],
    ['Quillan2', true],
    ['Quillana hit her', false],
    ['MacQuillan Street', false],
    ['the quill and the zephyr', false],
    ['Quillen hit her', false],
  ])('%s: %s', (text, found) => {
    expect(finds(text, called('Quillan', 'Zephyrine'))).toBe(found);
  });

  it.each([
    ['Łukasz', 'Lukasz', true],
    ['Øyvind', 'oyvind', true],
    ['Işıl', 'Isil', true],
    ['Zoë', 'ZOE', true],
    ['Strauß', 'Strauss', true],
    ['Anne-Marie', 'Annemarie', true],
    ['Anne-Marie', 'Marie', true],
    ['O’Brien', "o'brien", true],
    ['O’Brien', 'OBrien', true],
    ['O’Brien', 'O Brien', true],
    ['van der Berg', 'Berg', true],
    ['van der Berg', 'the van was late', false],
    ['do Carmo', 'they do that', false],
    ['Will', 'staff will check', false],
    ['Will', 'Will hit her', true],
    ['Will', 'WILL hit her', true],
    ['Brown', 'brown bread', false],
    ['Brown', 'the Brown family', true],
    ['Li', 'Li hit her', true],
    ['A', 'A hit her', false],
  ])('%s is named in “%s”: %s', (lastName, text, found) => {
    expect(finds(text, called('Qq', lastName))).toBe(found);
  });

  it('finds both names together in small letters, though each of them is a word', () => {
    expect(finds('then will young came', called('Will', 'Young'))).toBe(true);
  });

  it('finds nobody by a name that is the young person’s own, but a namesake of the last name by the first', () => {
    const mine = called('Ash', 'Brook');
    expect(finds('Ash was up', called('Ash', 'Quorn'), mine)).toBe(false);
    expect(finds('Ash Quorn was up', called('Ash', 'Quorn'), mine)).toBe(true);
    expect(finds('the Brook family', called('Bo', 'Brook'), mine)).toBe(false);
    expect(finds('Bo Brook was up', called('Bo', 'Brook'), mine)).toBe(true);
    expect(finds('Brook Ash was up', called('Brook', 'Ash'), mine)).toBe(true);
  });

  it.each([
    ['QZ was loud', true, true],
    ['Q.Z. was loud', true, true],
    ['Q Z was loud', true, true],
    ['QZ was loud', false, false],
    ['QZX was loud', true, false],
    ['qz was loud', true, false],
  ])('takes “%s” for the initials of who was near (%s): %s', (text, isNear, found) => {
    expect(finds(text, called('Quillan', 'Zephyrine'), undefined, isNear)).toBe(found);
  });

  it('takes no abbreviation of a house, nor the young person’s own initials, for somebody', () => {
    expect(finds('The GP rang', called('Gil', 'Pym'), undefined, true)).toBe(false);
    expect(finds('AB was up', called('Abe', 'Bray'), called('Ann', 'Brook'), true)).toBe(false);
  });

  it.each([
    ['ivy hit him', 'Ivy', true],
    ['we hope so', 'Hope', true],
    ['staff will check', 'Will', false],
    ['we may go', 'May', false],
    ['May hit him', 'May', true],
  ])('of who is there, “%s” is about %s: %s', (text, firstName, found) => {
    expect(finds(text, called(firstName, 'Quorn'), undefined, true)).toBe(found);
  });

  it.each([
    ['See DEMO-1288', true],
    ['see demo 1288.', true],
    ['Demo1288’s room', true],
    ['DEMO-12881', false],
    ['DEMO-128', false],
    ['room 1288', false],
  ])('takes “%s” for the number of a case, wherever its young person is: %s', (text, found) => {
    expect(finds(text, { ...called('Quillan', 'Zephyrine'), caseNumber: 'DEMO-1288', isElsewhere: true })).toBe(found);
  });
});
