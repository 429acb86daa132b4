import { staySpan } from '../../web/filters.js';
import { stepSaid } from '../domain/step-said.js';
import { stayPath } from './stay.page.js';
import type { StayStepDone } from '../stay-history.service.js';

/** What was recorded and decided of a stay, a line each. */
export function historyPage(steps: readonly StayStepDone[], zone: string) {
  return steps.map((step) => {
    const sentence = said(step, zone);
    return { what: `${sentence}. ${staySpan(step)}`, said: sentence, at: step.at, note: step.note };
  });
}

/** The same for the API, each with its sentence. */
export function stayEvents(steps: readonly StayStepDone[], zone: string) {
  return steps.map((step) => ({ ...step, text: said(step, zone) }));
}

/** The page of the steps before a place in the history, or of the latest. */
export const historyPath = (id: string, cursor?: string): string =>
  `${stayPath(id, { path: 'history' })}${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`;

const said = (step: StayStepDone, zone: string) => stepSaid(step.by ?? 'The service', step, zone);
