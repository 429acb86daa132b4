import { expect, it } from '@jest/globals';
import type { Actor } from '../../identity/domain/actor.js';
import { aRequestView } from '../../../test/support/request-views.js';
import { sayKept } from './kept-yes.page.js';

const me = (id: string, role: Actor['role'], capacity: Actor['units'][number]['capacity']) => ({
  ...{ id, role },
  units: [{ id: 'u-1', name: 'Seaview House', capacity }],
});
const said = (...who: Parameters<typeof me>) => sayKept(me(...who), aRequestView());

it('says to whoever records a yes that is kept whose move it is, and who hears of what becomes of it', () => {
  expect(said('m', 'manager', 'registered_manager')).toContain('it is your move');
  expect(said('k-1', 'cas_worker', 'referrer')).toContain('You need do nothing; we tell you.');
  expect(said('k-1', 'manager', 'watcher')).toContain('You need do nothing; we tell you.');
  const other = said('m', 'manager', 'watcher');
  expect(other).toContain('the registered manager or a named delegate looks at them again');
  expect(other).toContain('You need do nothing; the key worker, Dana Example, is told.');
});
it('says it to who stands in for the key worker as to them', () => {
  const deputy = { ...me('d', 'cas_worker', 'referrer'), standsInFor: [{ id: 'k-1', name: 'Dana Example' }] };
  expect(sayKept(deputy as never, aRequestView())).toContain('we tell you');
});
