import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passwordFault } from './password-rules.js';

const email = 'dana@example.org';

describe('passwordFault', () => {
  it.each([
    ['short', /12 characters or more/],
    ['elevenchars', /12 characters or more/],
    ['a'.repeat(201), /200 characters or fewer/],
    ['Dana@Example.org', /email address/],
    [' dana@example.org ', /email address/],
    ['Password-1234', /first that somebody would try/],
    ['PASSWORD PASSWORD', /first that somebody would try/],
    ['qwertyuiop[]12', /first that somebody would try/],
    ['aaaaaaaaaaaaaaaa', /first that somebody would try/],
    ['abababababababab', /first that somebody would try/],
  ])('refuses %p', (password, sentence) => {
    expect(passwordFault(password, email)).toMatch(sentence);
  });

  it.each([
    'otter lamp gravel',
    'åäö-ÅÄÖ-日本語-x',
    ' spaces at the ends ',
    'dana@example.org!',
    '🦔🦦🦡🦆 🦢🦉🐝🐞🦋🐌 x',
  ])('takes %p', (password) => {
    expect(passwordFault(password, email)).toBeUndefined();
  });

  it('counts characters, not code units', () => {
    expect(passwordFault('🦔🦦🦡🦆🦢🦉', email)).toMatch(/12 characters or more/);
  });

  it('answers for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const fault = passwordFault(text, email);
        if ([...text].length < 12 || [...text].length > 200) expect(fault).toBeDefined();
      }),
    );
  });
});
