import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../domain/actor.js';
import { feedPage } from './feed.page.js';

const unit = { id: 'oak', name: 'Oak House' };
const actor = (role: Actor['role'], capacity: 'referrer' | 'registered_manager'): Pick<Actor, 'role' | 'units'> => ({
  role,
  units: [{ ...unit, capacity }],
});
const page = (who: Pick<Actor, 'role' | 'units'>, feedsAllowed: boolean, fetchedAt?: Date) =>
  feedPage(
    {
      units: [{ ...unit, feedsAllowed }],
      feed: fetchedAt ? { madeAt: new Date('2027-03-01T10:00:00Z'), fetchedAt } : null,
    },
    who,
  );

describe('the page of one’s own calendar feed', () => {
  it('sends whoever asks for breaks to the manager, and the manager to the settings', () => {
    expect(page(actor('cas_worker', 'referrer'), false)).toMatchObject({
      refusal: 'The manager of Oak House has not allowed feeds. Ask them to allow feeds in the settings of the unit.',
      settings: [],
    });
    expect(page(actor('manager', 'registered_manager'), false)).toMatchObject({
      refusal: 'The manager of Oak House has not allowed feeds.',
      settings: [{ href: '/units/oak/settings', text: 'Allow feeds in the settings of Oak House' }],
    });
  });

  it('says when it was fetched, and that nothing comes from it while no unit allows it', () => {
    const fetched = new Date('2027-03-01T10:05:00Z');
    const worker = actor('cas_worker', 'referrer');
    expect(page(worker, true, fetched).feed).toMatchObject({ fetched: '1 March 2027, 10:05', isPaused: false });
    expect(page(worker, false, fetched).feed).toMatchObject({ isPaused: true });
    expect(page(worker, true)).toMatchObject({ feed: null, settings: [] });
    expect(page(worker, true).refusal).toBeUndefined();
  });
});
