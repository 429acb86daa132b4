import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { opened, sealed } from './sealed.js';

const secret = 's'.repeat(32);

describe('a sealed text', () => {
  it('opens to what it was, with the same secret only, and stands nowhere in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, unit: 'grapheme' }), (text) => {
        const seal = sealed(text, secret);
        expect(opened(seal, secret)).toBe(text);
        expect(opened(seal, `${secret}x`)).toBeUndefined();
        expect(seal).not.toBe(sealed(text, secret));
        expect(Buffer.from(seal, 'base64url').includes(text)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['', 'short', '{"for":"a"}', 'x'.repeat(200)])('is not %.10s', (text) => {
    expect(opened(text, secret)).toBeUndefined();
  });
});
