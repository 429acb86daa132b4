export const PIN_DIGITS = 6;
/** After so many wrong ones a PIN no longer works at that computer until its owner has signed in there with the password. */
export const WRONG_PINS = 5;

/** Fewer different digits are guessed first. */
const LEAST_DIFFERENT = 3;

/**
 * What is wrong with a new PIN, as a sentence, or `undefined`. It only works at one computer, for some hours and for a few
 * tries, so what is refused is what somebody would try first: runs up or down, few digits, and halves that repeat.
 *
 * @example pinFault('123456'); // 'This PIN is one of the first that …'
 */
export function pinFault(pin: string): string | undefined {
  if (!/^\d{6}$/.test(pin)) return `A PIN is ${PIN_DIGITS} digits.`;
  const digits = [...pin].map(Number);
  const runs = (by: number) => digits.every((one, place) => place === 0 || one === (digits[place - 1]! + by + 10) % 10);
  const repeats = pin.slice(0, 3) === pin.slice(3) || /^(..)\1\1$/.test(pin);
  if (runs(1) || runs(-1) || repeats || new Set(digits).size < LEAST_DIFFERENT)
    return 'This PIN is one of the first that somebody would try. Choose another.';
  return undefined;
}
