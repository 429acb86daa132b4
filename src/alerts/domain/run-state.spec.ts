import { describe, expect, it } from '@jest/globals';
import { lateSince, runState, type Run, type RunState } from './run-state.js';

const at = (time: string) => new Date(`2027-01-15T${time}:00Z`);

it.each<[RunState, Partial<Run>, string]>([
  ['done', { done: 3, endedAt: at('12:18') }, '13:00'],
  ['done', { done: 2, dismissed: 1, endedAt: at('12:18') }, '13:00'],
  ['failed', { done: 2, failed: 1, endedAt: at('12:25') }, '13:00'],
  ['failed', { done: 1, failed: 1 }, '12:20'],
  ['under_way', { done: 2 }, '12:27'],
  ['slow', { done: 2 }, '12:28'],
])('a run is %s: %j at %s', (state, run, now) => {
  const whole = { startedAt: at('12:17'), pieces: 3, done: 0, failed: 0, dismissed: 0, endedAt: null, ...run };
  expect(runState(whole, at(now))).toBe(state);
});

describe('a schedule is late', () => {
  it.each<[string, string | null, string, boolean]>([
    ['when it has not run five minutes after its time', '11:17', '12:23', true],
    ['not before', '11:17', '12:22', false],
    ['not when it is new and has never run', null, '12:23', false],
    ['not when it ran', '12:17', '12:59', false],
    ['not when it ran after its time, caught up', '12:40', '12:59', false],
  ])('%s', (_, ran, now, late) => {
    expect(lateSince(at('12:17'), ran ? { startedAt: at(ran) } : null, at(now))).toEqual(late ? at('12:17') : null);
  });
});
