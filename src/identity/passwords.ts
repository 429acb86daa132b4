import { hash, verify } from '@node-rs/argon2';
import { randomBytes, randomInt } from 'node:crypto';

/** Argon2id with OWASP's first choice of cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Without letters and digits that look alike when read from paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

let nobodys: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password fits the hash. Without a hash the answer is no, after the same work: how long it took must
 * not tell whether an account exists.
 */
export async function verifyPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(16).toString('hex'));
  const fits = await verify(passwordHash ?? (await nobodys), password);
  return fits && passwordHash !== undefined;
}

/** A password to be handed over and replaced at the first sign-in: four groups of five, 99 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
