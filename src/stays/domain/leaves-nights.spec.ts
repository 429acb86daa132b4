import { expect, it } from '@jest/globals';
import { LEAVES_NIGHTS } from '../../calendar/domain/feed.js';
import type { StayAction } from './stay-state.js';

it('names steps of a stay that there are, and none that changes its nights', () => {
  const named: readonly StayAction[] = LEAVES_NIGHTS;
  const change: StayAction[] = ['booked', 'moved', 'extended', 'shortened', 'rebooked', 'cancelled', 'no_show'];
  expect(named.filter((action) => change.includes(action))).toEqual([]);
});
