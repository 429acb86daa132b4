import { describe, expect, it } from '@jest/globals';
import { dateOfBirthFault, likePattern, onOneLine } from './new-person.js';

const today = '2027-03-12';

describe('dateOfBirthFault', () => {
  it.each(['2027-03-12', '2013-01-01', '2001-03-13', '2012-02-29'])('takes %s', (dateOfBirth) => {
    expect(dateOfBirthFault(dateOfBirth, today)).toBeUndefined();
  });
  it('refuses a day that is still to come, and names it', () => {
    expect(dateOfBirthFault('2027-03-13', today)).toMatch(/in the past\. Saturday 13 March 2027 is still to come/);
  });
  it('refuses somebody of 26 and says which age the date gives', () => {
    expect(dateOfBirthFault('2001-03-12', today)).toMatch(/12 March 2001 is 26\./);
    expect(dateOfBirthFault('1913-01-01', today)).toMatch(/is 114\./);
  });
});

describe('text that is kept', () => {
  it('stands on one line and is otherwise as typed', () => {
    expect(onOneLine('  Anne \n Marie\u00a0O’Neil ')).toBe('Anne Marie O’Neil');
    expect(onOneLine('<b>Zoë</b> 🦔')).toBe('<b>Zoë</b> 🦔');
  });
  it('is searched for as it is', () => {
    expect(likePattern('50%_a\\b')).toBe('%50\\%\\_a\\\\b%');
  });
});
