import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../identity/domain/actor.js';
import { whileUnchanged } from '../platform/unchanged.js';
import { Clock } from '../platform/clock.js';
import type { FormState } from '../web/forms.js';
import { readSeen, sameValues, SEEN } from '../web/meanwhile.js';
import { typedValues, type TypedValues } from '../web/typed-forms.js';
import { standingOf, type StayAction } from './domain/stay-state.js';
import { STAY_STATE_TEXT, stepFor } from './domain/stay-steps.js';
import { historyPage } from './pages/stay-history.page.js';
import { StayHistory } from './stay-history.service.js';
import type { StayView } from './stays.service.js';

/** More than this many steps are not named one by one. */
const NAMED = 3;

/**
 * A page on which a step of a stay is recorded says how the stay stood when it was shown. Whoever comes second with the
 * same or another step is told what happened and who did it, before anything changes.
 */
@Injectable()
export class StayAsSeen {
  constructor(
    private readonly history: StayHistory,
    private readonly clock: Clock,
  ) {}

  /** The hidden field of the form: how the stay stands, and when it was shown. */
  field(stay: StayView): { seen: string } {
    return { [SEEN]: JSON.stringify({ ...standing(stay), shownAt: this.clock.now().toISOString() }) };
  }

  /** Does the step, unless the stay stands otherwise than the form had it: then the service refuses (`gone_stale`). */
  heed<T>(req: Request, work: () => T): T {
    const seen = readSeen(typedValues(req.body));
    if (!seen) return work();
    const { shownAt: _, ...stood } = seen;
    return whileUnchanged((record) => sameValues(standing(record as StayView), stood), work);
  }

  /** The form of whoever came second, once more: what was typed, what somebody did since it was shown, and what is next. */
  async again(actor: Actor, stay: StayView, state: FormState, action: StayAction): Promise<FormState> {
    const shownAt = new Date(String(readSeen(state.values)?.['shownAt'] ?? ''));
    const { steps } = await this.history.of(actor, stay, { limit: NAMED });
    const since = steps.filter(({ at }) => at >= shownAt).toReversed();
    const done = historyPage(since, stay.unit.zone).map(({ said }) => `${said}.`);
    const stands = `This stay is now “${STAY_STATE_TEXT[standingOf(stay)]}”.`;
    const step = stepFor(action, standingOf(stay), actor.role);
    const next =
      typeof step === 'string'
        ? `What you typed is below. ${step}`
        : 'If yours is right, look through it and send it again.';
    const sentence = [...(done.length > 0 ? done : [stands]), 'Nothing of yours is saved yet.', next].join(' ');
    return { ...state, values: { ...state.values, ...this.field(stay) }, sentence };
  }
}

/** What a step begins from: how it stands, when they came and left, and why it ended. */
function standing(stay: StayView): TypedValues {
  const { arrivedAt, departedAt, ending, endedWhy } = stay;
  return {
    state: standingOf(stay),
    arrivedAt: arrivedAt?.toISOString() ?? '',
    departedAt: departedAt?.toISOString() ?? '',
    ending: [ending?.text, endedWhy].filter(Boolean).join(': '),
  };
}
