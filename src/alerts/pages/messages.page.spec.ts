import { describe, expect, it } from '@jest/globals';
import type { TroubledMessage } from '../messages.service.js';
import { messageItem } from './messages.page.js';

const AT = new Date('2027-03-12T10:00:00Z');
const UNKNOWN: TroubledMessage = {
  ...{ id: 'm', name: 'Kit Duty', isPost: false, state: 'waiting', madeAt: AT, tries: 1, triedAt: AT },
  ...{ timesUnknown: 1, dueAt: AT, error: 'Notify 500' },
};

describe('a message of which nobody knows whether it went', () => {
  it.each([
    ['smtp', false, 'A second copy has the same number, so most mail programs show one.'],
    ['notify', false, 'If the first arrived after all, they get it twice.'],
    ['notify', true, 'A second copy has the same number, by which the channel can know it.'],
    [undefined, true, 'A second copy has the same number, by which the channel can know it.'],
  ] as const)('by %s, to a channel %s, says what a second copy comes to', (carrier, isPost, sentence) => {
    const { says, todo } = messageItem({ ...UNKNOWN, isPost }, carrier);
    expect(says).toBe('We do not know whether it arrived: no clear answer came.');
    expect(todo).toBe(`It is sent again by itself. ${sentence}`);
  });
});

it('a post to an address that sends on says to ask for the new one; of another that was refused it does not', () => {
  const refused = (error: string) =>
    messageItem({ ...UNKNOWN, isPost: true, state: 'refused', timesUnknown: 0, error }, 'smtp');
  expect(refused('webhook HTTP 302').todo).toContain('Ask for the new address of the channel');
  expect(refused('webhook HTTP 410').todo).toContain('Look whether the channel still has this address');
});
