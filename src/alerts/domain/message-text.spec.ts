import { expect, it } from '@jest/globals';
import { messageText, postBody } from './message-text.js';
import { NOTICE_KINDS } from './notice-kinds.js';

const ADDRESS = 'https://breaks.example.gov.uk';

it('says what kind of thing waits, how many, and where to sign in, as text and as HTML', () => {
  const { subject, text, html } = messageText(['offer_half_way', 'stay_over', 'offer_half_way'], ADDRESS);
  expect(subject).toBe('Short Breaks: 3 things are new for you');
  expect(text).toContain('- An offer waits for an answer (2)\n- How a stay went is to be recorded\n');
  expect(text).toContain(`${ADDRESS}/notices\n`);
  expect(html).toContain('<li>An offer waits for an answer (2)</li>');
  expect(html).toContain(`<a href="${ADDRESS}/notices">`);
});

it('has a subject for one, and words for every kind, none of which HTML would take for its own', () => {
  expect(messageText(['nights_free'], ADDRESS).subject).toBe('Short Breaks: something is new for you');
  expect(messageText(NOTICE_KINDS, ADDRESS).text).not.toMatch(/undefined|[<>&]/);
});

it.each([
  [0, 'Something new was reported.'],
  [1, 'Something new was reported, and 1 more.'],
  [12, 'Something new was reported, and 12 more.'],
])('tells a channel of what else waited by number: %d', (more, text) => {
  const body = JSON.parse(postBody('m', { kind: 'information_reported', more }, ADDRESS)) as { more: number };
  expect(body).toMatchObject({ kind: 'information_reported', more, text });
  expect(JSON.stringify(body)).toContain(`Short Breaks: ${text}`);
});
