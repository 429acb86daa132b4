import type { HandlerName } from '../../platform/jobs/job-list.js';
import type { StuckWork } from '../stuck-work.service.js';

/** Background work as a manager would say it. */
const WORK_TEXT: Record<HandlerName, string> = {
  'lapse-offer': 'Giving back the nights of an offer that nobody answered in time',
  'remind-of-offer': 'Reminding the key worker of an offer that waits for an answer',
  'tell-of-offered-nights': 'Telling the key worker that nights are offered',
  'tell-of-kept-yes': 'Telling the managers that a family said yes to nights that are to be looked at again',
  'tell-of-booked-nights': 'Telling the key worker that nights which were looked at again are booked',
  'tell-of-lapsed-offer': 'Telling whom it concerns that an offer ran out',
  'tell-of-taken-back-offer': 'Telling the key worker that an offer was taken back',
  'tell-of-decision': 'Telling the key worker that nights were decided not to suit',
  'end-joint-work': 'Ending joint work on a request once its stay is over',
  'tell-of-stay-to-review': 'Telling the key worker that a stay is over and how it went is to be recorded',
  'look-at-company': 'Looking whether two who must not be there together are booked or staying',
  'tell-of-overdue-review': 'Telling the key worker that how a stay went should be on record by now',
  'tell-of-emergency': 'Telling the key worker that a child of theirs was placed in an emergency',
  'tell-of-information': 'Telling the unit and the key worker that something new was reported',
  'tell-of-enquiry': 'Telling the key worker that the unit has nights free for a young person of theirs',
  'tell-of-joint-work': 'Telling somebody that they work on a request with others, or do so no more',
  'plan-messages': 'Telling somebody outside of the page that something is new for them',
  'send-message': 'Sending a message to somebody for whom something is new',
  'plan-posts': 'Telling a channel of the unit or the council that something is new',
  'send-post': 'Sending a message to a channel of the unit or the council',
  'find-units-to-look-at': 'Asking for each unit that it is looked at for what is worth acting on',
  'look-at-alerts': 'Looking at the unit for what is worth acting on',
  'remove-old-sessions': 'Removing old sessions',
  'remove-old-tokens': 'Removing old tokens',
  'remove-old-keys': 'Removing old keys of repeated requests',
  'remove-finished-work': 'Forgetting background work that is done',
  'remove-old-notices': 'Removing old notices',
  'remove-old-imports': 'Removing what was read from old diaries',
  'find-repeating-closures': 'Looking for closures that repeat',
  'extend-closures': 'Closing the unit’s repeating nights further ahead',
  'put-freed-bed-forward': 'Holding a bed that came back for whoever waits for it',
  'tell-of-freed-bed': 'Telling the managers that a bed that came back waits for a decision',
  'find-waiting-lists': 'Looking for units where somebody waits and nights came back',
  'move-waiting-list-on': 'Looking again at nights that came back for those who wait',
  'find-past-offers': 'Looking for offers whose end was not written down',
  'find-overdue-stays': 'Looking for those who should have left and are still there',
  'write-on-stays': 'Writing on those who should have left and are still there',
  'release-reserves': 'Writing down that nights are no longer kept for emergencies',
  'find-reserves-due': 'Looking for nights that are soon no longer kept for emergencies',
  'find-reserves': 'Looking for beds that are kept for emergencies',
  'extend-reserves': 'Keeping the unit’s beds for emergencies further ahead',
};

/** What it means while it has not been done. */
const MEANS: Partial<Record<HandlerName, string>> = {
  'lapse-offer': 'The nights are free already: the calendar and every booking go by the clock.',
  'remind-of-offer': 'Remind the key worker yourself if the offer is still open.',
  'look-at-company':
    'Two who must not be there together may be missing from what is to be solved, or still be on it. Look yourself who is to be there with whom.',
  'put-freed-bed-forward':
    'The bed is free, and nobody on the waiting list has been thought of. Look at the list yourself.',
  'tell-of-freed-bed': 'The bed is held all the same: it stands among what waits for a signature.',
  'tell-of-kept-yes': 'The bed is kept all the same: it stands among what waits for a signature.',
  'tell-of-booked-nights': 'The break is booked all the same. Tell the key worker yourself.',
  'move-waiting-list-on': 'Nights that came back may suit somebody who waits by now. Look at the list yourself.',
  'write-on-stays':
    'The calendar shows their bed as taken tonight all the same. Record the departure, or that they are staying on.',
  'release-reserves':
    'The nights are free already: the calendar and every booking go by the clock. Nobody on the waiting list has been thought of: look at the list yourself.',
  'find-reserves-due': 'Nights are free at their minute all the same: the calendar and every booking go by the clock.',
  'extend-reserves': 'Nights more than a year and a half ahead may be missing from what is kept for emergencies.',
  'extend-closures': 'Nights more than a year and a half ahead may be missing from the closures.',
  'tell-of-offered-nights': 'Tell the key worker yourself. It stands among their next actions all the same.',
  'tell-of-taken-back-offer': 'Tell the key worker yourself. The request’s page shows it, too.',
  'tell-of-decision': 'Tell the key worker yourself. The request’s page shows it, too.',
  'end-joint-work': 'Whoever worked on it still reads the record. End it by hand on the page of the request.',
  'tell-of-stay-to-review': 'It stands among their next actions all the same, and on the page of the stay.',
  'tell-of-overdue-review': 'It stands among their next actions all the same, and on the page of the stay.',
  'tell-of-emergency': 'Tell the key worker yourself: it stands on the page of the stay.',
  'tell-of-information': 'It is on the first page of the unit. Tell the key worker yourself.',
  'tell-of-enquiry': 'Ring the key worker yourself: they do not know yet that they were asked.',
  'tell-of-joint-work': 'Tell them yourself. The request’s page shows who works on it.',
  'tell-of-lapsed-offer':
    'Tell the key worker yourself, or who proposed it where nobody signed. The request’s page shows it, too.',
  'find-units-to-look-at': 'It is tried again in ten minutes. Alerts may be old until then.',
  'look-at-alerts': 'It is tried again in ten minutes. The unit’s alerts may be old until then.',
  'plan-messages': 'It is among their notices all the same.',
  'send-message': 'It is among their notices all the same.',
  'plan-posts': 'It is among the notices of everybody whom it concerns all the same.',
  'send-post': 'It is among the notices of everybody whom it concerns all the same.',
};

/** Work by its name. A newer version of the service may have known it by one that this version does not. */
export const workText = (handler: HandlerName): string => WORK_TEXT[handler] ?? handler;

export interface StuckItem extends StuckWork {
  what: string;
  means: string;
  path: string;
}

export function stuckItem(work: StuckWork): StuckItem {
  return {
    ...work,
    what: workText(work.handler),
    means: MEANS[work.handler] ?? 'Nobody’s request or stay depends on it.',
    path: `/stuck-work/${work.entry}/${work.handler}`,
  };
}
