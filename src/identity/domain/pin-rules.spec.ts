import { describe, expect, it } from '@jest/globals';
import { pinFault } from './pin-rules.js';

describe('a PIN', () => {
  it.each(['482913', '907215', '246802', '112358'])('may be %s', (pin) => expect(pinFault(pin)).toBeUndefined());

  it.each(['', '12345', '1234567', '48291a', ' 482913', '４８２９１３', '48 913'])('is six digits, not "%s"', (pin) =>
    expect(pinFault(pin)).toBe('A PIN is 6 digits.'),
  );

  it.each([
    '123456',
    '012345',
    '789012',
    '654321',
    '987654',
    '321098',
    '000000',
    '111111',
    '121212',
    '123123',
    '112211',
  ])('is not %s: it is tried first', (pin) => expect(pinFault(pin)).toContain('one of the first'));
});
