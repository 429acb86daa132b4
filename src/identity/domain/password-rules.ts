/** Shorter passwords can be guessed from a stolen hash. */
export const SHORTEST_PASSWORD = 12;
/** Longer ones only keep the hash busy. */
export const LONGEST_PASSWORD = 200;

/** The long ones among the passwords that everybody tries first, as letters and digits in lower case. */
const COMMON = new Set([
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'passw0rd1234',
  'passw0rdpassw0rd',
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789012345',
  '1234567891011',
  '123456789123',
  '123412341234',
  '123123123123',
  '121212121212',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qwertyqwerty',
  'qwerty123456',
  'qwerty12345678',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcdefghijklmnop',
  'abc123abc123',
  'iloveyou1234',
  'iloveyouiloveyou',
  'letmeinletmein',
  'letmein12345',
  'welcome12345',
  'welcome123456',
  'changeme1234',
  'changemeplease',
  'administrator',
  'administrator1',
  'administrator123',
  'liverpoolfc1',
  'liverpool123',
  'manchester123',
  'football1234',
  'sunshine1234',
  'princess1234',
  'shortbreaks1',
  'shortbreaks123',
  'shortbreaksunit',
]);

/**
 * What is wrong with a new password, as a sentence, or `undefined`. Length is what protects; rules about kinds of
 * characters only make people write passwords down, so there are none. Characters count, not bytes.
 *
 * @example passwordFault('Password-1234', 'a@b.example'); // 'This password is one of the first that …'
 */
export function passwordFault(password: string, email: string): string | undefined {
  const characters = [...password];
  if (characters.length < SHORTEST_PASSWORD) {
    return `Password must be ${SHORTEST_PASSWORD} characters or more. Three or four unrelated words are easy to remember.`;
  }
  if (characters.length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer.`;
  const lower = password.toLowerCase();
  if (lower.trim() === email.trim().toLowerCase()) return 'Password must not be your email address.';
  const plain = lower.replace(/[^\p{L}\p{N}]/gu, '');
  if (COMMON.has(plain) || COMMON.has(lower) || new Set(characters).size < 4) {
    return 'This password is one of the first that somebody would try. Choose another.';
  }
  return undefined;
}
