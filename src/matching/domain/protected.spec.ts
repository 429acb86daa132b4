import { describe, expect, it } from '@jest/globals';
import { protectedIn } from './protected.js';

describe('what no matching guide may go by', () => {
  it.each([
    ['race', ['black children', 'ethnicMinority', 'Roma', 'white_british', 'a Traveller', 'asylum seekers', 'refugee']],
    ['religion or belief', ['Catholic', 'against Islam', 'goes to a mosque', 'their faiths', 'Sikhs', 'halal food']],
    ['disability', ['deaf', 'is blind', 'ADHD', 'neurodivergent', 'wheelchairUser', 'learning difficulties']],
    ['sexual orientation', ['queer', 'LGBTQ', 'lesbians', 'their sexuality']],
    ['gender reassignment', ['non-binary', 'transgendered', 'trans']],
    ['pregnancy', ['pregnancies']],
  ])('%s, as a key or in a text', (name, texts) => {
    for (const text of texts) {
      expect([text, protectedIn({ factors: [{ why: text }] }).map(({ place }) => place)]).toEqual([
        text,
        ['factors[0].why'],
      ]);
      expect(protectedIn({ [text]: 1 })[0]!.reason).toContain(name);
    }
  });

  it.each(['A blind spot of the corridor', 'Send somebody to look', 'Racing bikes', 'Transport home', 'Age and sex'])(
    'not “%s”',
    (text) => {
      expect(protectedIn({ why: text })).toEqual([]);
    },
  );
});
