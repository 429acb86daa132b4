import { expect, it } from '@jest/globals';
import { notifyOutcome } from './notify-carrier.js';

const failed = (more: object) => Object.assign(new Error('x'), more);
const answered = (status: number, message = '') =>
  failed({ response: { status, data: { errors: [{ error: 'x', message }] } } });

it.each<[Error, string, boolean | undefined]>([
  [answered(400, 'email_address Not a valid email address'), 'refused', undefined],
  [answered(400, 'Missing personalisation: body'), 'not-now', true],
  [answered(403, 'Invalid token'), 'not-now', true],
  [answered(429), 'not-now', true],
  [answered(500), 'unknown', true],
  [failed({ code: 'ECONNREFUSED' }), 'not-now', true],
  [failed({ code: 'ECONNRESET' }), 'unknown', true],
  [failed({}), 'unknown', true],
])('what %o means is %s', (error, is, isAway) => {
  const outcome = notifyOutcome(error);
  expect([outcome.is, 'isAway' in outcome ? outcome.isAway : undefined]).toEqual([is, isAway]);
  expect(outcome.error).not.toContain('email_address');
});
