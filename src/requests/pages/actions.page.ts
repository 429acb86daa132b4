import type { PlainAction } from '../request-actions.service.js';

export interface ActionWords {
  title: string;
  /** What happens then. */
  says: string;
  /** Asked with the reasons; none are asked where there is no question. */
  asks?: string;
  hint?: string;
  button: string;
  done: string;
}

/** The words of the pages that only move a request on. */
export const ACTION_WORDS: Record<PlainAction, ActionWords> = {
  review: {
    title: 'Take this request up?',
    says: 'Everybody sees that the unit is looking at it. The next step is to propose nights, or to put it on the waiting list.',
    button: 'Take it up',
    done: 'The request is being looked at.',
  },
  waitlist: {
    title: 'Put this request on the waiting list?',
    says: 'It stays open, and the unit looks for nights that become free. The key worker sees it, and your reasons.',
    asks: 'Why is there nothing to propose now?',
    hint: 'The key worker reads this. Do not write anything about other young people.',
    button: 'Put on the waiting list',
    done: 'The request is on the waiting list.',
  },
  decline: {
    title: 'Decline this request?',
    says: 'This ends the request. The key worker sees it, and your reasons, and can ask again.',
    asks: 'Why is it declined?',
    hint: 'The key worker reads this and explains it to the family. Do not write anything about other young people.',
    button: 'Decline the request',
    done: 'The request is declined.',
  },
  withdraw: {
    title: 'Withdraw this request?',
    says: 'This ends the request. If a bed is being held for it, the bed is free again. You can ask again at any time.',
    asks: 'Why is it withdrawn?',
    hint: 'For example: the family has made other plans.',
    button: 'Withdraw the request',
    done: 'The request is withdrawn.',
  },
};
