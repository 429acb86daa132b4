import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './domain/password-rules.js';
import { hashPassword, oneTimePassword, verifyPassword } from './passwords.js';

describe('passwords', () => {
  it('fit their own hash only', async () => {
    const hashed = await hashPassword('otter lamp gravel');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword('otter lamp gravel', hashed)).toBe(true);
    expect(await verifyPassword('Otter lamp gravel', hashed)).toBe(false);
    expect(await hashPassword('otter lamp gravel')).not.toBe(hashed);
  });

  it('fit nobody when there is no account', async () => {
    expect(await verifyPassword('otter lamp gravel', undefined)).toBe(false);
  });

  it('made for one use keep the rules and do not repeat', () => {
    const made = Array.from({ length: 200 }, () => oneTimePassword());
    expect(new Set(made).size).toBe(200);
    for (const password of made) {
      expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
      expect(passwordFault(password, 'a@b.example')).toBeUndefined();
    }
  });
});
