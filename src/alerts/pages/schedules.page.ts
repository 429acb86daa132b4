import type { ScheduledTopic } from '../../platform/jobs/job-list.js';
import type { RunState } from '../domain/run-state.js';
import type { RunView, ScheduleView } from '../schedules.service.js';
import { workText } from './stuck-work.page.js';

/** What a schedule is for and when it runs, as a manager would say it. */
export const SCHEDULE_TEXT: Record<ScheduledTopic, { name: string; when: string }> = {
  'alerts.due': { name: 'Looking for what is worth acting on', when: 'Every ten minutes' },
  'clean-up': { name: 'Finding what was missed, and clearing up', when: 'Every hour, at 17 minutes past' },
  'new-day': { name: 'Planning further ahead', when: 'Every night at 03:41' },
};

const STATE_TEXT: Record<RunState, { text: string; colour: string }> = {
  done: { text: 'All done', colour: 'green' },
  under_way: { text: 'Under way', colour: 'blue' },
  slow: { text: 'Taking long', colour: 'yellow' },
  failed: { text: 'Waits for somebody', colour: 'red' },
};

export interface RunItem {
  startedAt: Date;
  tag: { text: string; colour: string };
  says: string;
}

/** How a run went, in one sentence. */
export function runItem({ state, startedAt, pieces, done, endedAt, stuck }: RunView): RunItem {
  const seconds = endedAt ? Math.max(1, Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000)) : 0;
  const took =
    seconds < 120 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.round(seconds / 60)} minutes`;
  const of = `${done} of ${pieces} ${pieces === 1 ? 'piece' : 'pieces'} of work done`;
  const says = {
    done: `${of}, in ${took}.`,
    under_way: `${of} so far.`,
    slow: `${of} so far. The rest has met with trouble and is tried again.`,
    failed: `${of}. Given up: ${stuck.map(workText).join('; ')}.`,
  };
  return { startedAt, tag: STATE_TEXT[state], says: says[state] };
}

/** A schedule with its last run, for the table. */
export function scheduleItem({ topic, handlers, lastRun, nextAt, lateSince }: ScheduleView) {
  return {
    ...SCHEDULE_TEXT[topic],
    ...{ topic, nextAt, lateSince },
    works: handlers.map(workText),
    lastRun: lastRun && runItem(lastRun),
  };
}
