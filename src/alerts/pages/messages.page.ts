import type { MessagesState, TroubledMessage } from '../messages.service.js';

export interface MessageItem {
  id: string;
  name: string;
  madeAt: Date;
  triedAt: Date;
  tries: number;
  /** What became of it. */
  says: string;
  /** What to do, or what happens by itself. */
  todo: string;
  error: string;
  /** When it is tried again by itself; null when it is not, or is at this moment. */
  again: Date | null;
  /** Whether somebody has to see to it. */
  waitsForSomebody: boolean;
}

/** A message that did not go through, as a manager would say it. */
export function messageItem(message: TroubledMessage, carrier: MessagesState['carrier']): MessageItem {
  const { id, name, madeAt, triedAt, tries, state, dueAt } = message;
  return {
    ...{ id, name, madeAt, triedAt, tries, ...saysOf(message, carrier) },
    error: message.error ?? '',
    again: state === 'waiting' ? dueAt : null,
    waitsForSomebody: state === 'refused' || state === 'given_up',
  };
}

function saysOf(
  { state, timesUnknown, isPost, error }: TroubledMessage,
  carrier: MessagesState['carrier'],
): { says: string; todo: string } {
  const theirs = isPost ? 'the notices of those whom it concerns' : 'their notices';
  if (state === 'refused' && isPost && /HTTP 3\d\d$/.test(error ?? ''))
    return {
      says: 'The address sends on to another one, which we do not follow.',
      todo: `Ask for the new address of the channel, add it and end this one. What is new stands among ${theirs} all the same.`,
    };
  if (state === 'refused' && isPost)
    return {
      says: 'Whoever answers at the address refused it for good.',
      todo: `Look whether the channel still has this address, or end it. What is new stands among ${theirs} all the same.`,
    };
  if (state === 'refused')
    return {
      says: 'Their address was refused for good.',
      todo: 'Check their email address with an administrator. What is new stands among their notices all the same.',
    };
  if (state === 'given_up')
    return {
      says: timesUnknown > 0 ? 'We do not know whether it arrived. It was tried for days.' : 'It was tried for days.',
      todo: `Try again when ${isPost ? 'the channel' : 'email'} works again. What is new stands among ${theirs} all the same.`,
    };
  return {
    says: `${timesUnknown > 0 ? 'We do not know whether it arrived: no clear answer came.' : 'It could not be sent yet.'}${state === 'sending' ? ' It is being tried again now.' : ''}`,
    todo: `It is sent again by itself. ${isPost ? SAME_NUMBER.channel : SAME_NUMBER[carrier ?? 'smtp']}`,
  };
}

/** By what whoever gets a second copy knows it. Notify gives each a number of its own. */
const SAME_NUMBER = {
  channel: 'A second copy has the same number, by which the channel can know it.',
  smtp: 'A second copy has the same number, so most mail programs show one.',
  notify: 'If the first arrived after all, they get it twice.',
};

/** How messages go, in sentences. */
export function stateText(state: MessagesState): string {
  const posts =
    state.postedToday + state.postsWaiting === 0
      ? ''
      : ` To channels ${goes(state.postedToday, '', state.postsWaiting)}.`;
  if (!state.carrier)
    return `Nothing is sent by email: it is not set up for this service. People find what is new among their notices. Whoever runs the service sets it up with SMTP_URL or NOTIFY_API_KEY.${posts}`;
  return `People are told by email that something is new for them. ${upper(goes(state.sentToday, ' by email', state.waiting))}.${posts}`;
}

const some = (count: number) => (count === 1 ? 'one message' : `${count === 0 ? 'no' : count} messages`);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const goes = (sent: number, by: string, waiting: number) =>
  `${some(sent)} went${by} in the last 24 hours, and ${some(waiting)} ${waiting === 1 ? 'waits' : 'wait'} to be sent`;
