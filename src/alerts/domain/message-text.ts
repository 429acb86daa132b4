import type { NoticeKind } from './notice-kinds.js';

/** A message as it is sent. */
export interface MessageText {
  subject: string;
  text: string;
  html: string;
}

/** What kind of thing waits, without a word from which a child or a family could be known. */
export const KIND_TEXT: Record<NoticeKind, string> = {
  bed_put_forward: 'A bed that came back waits for a decision',
  yes_waits: 'A family said yes: nights are to be looked at again',
  nights_offered: 'Nights are offered: a family is to be asked',
  offer_half_way: 'An offer waits for an answer',
  offer_lapsed: 'An offer ran out without an answer',
  offer_unsigned: 'Nights that waited for a signature were not signed in time',
  offer_taken_back: 'An offer had to be taken back',
  offer_decided: 'A decision was made on nights that were looked at',
  nights_booked: 'Nights that were looked at again are booked',
  stay_over: 'How a stay went is to be recorded',
  review_overdue: 'How a stay went should be on record by now',
  emergency_placed: 'Somebody has a place in an emergency',
  joint_work_begun: 'You work with others on a request',
  joint_work_ended: 'Your work with others on a request ends',
  information_reported: 'Something new was reported',
  nights_free: 'A unit has nights free and asks you about them',
  alert_opened: 'Something is worth acting on',
};

/** Each kind once, in the order in which they came, with how many there are. */
export function linesOf(kinds: readonly NoticeKind[]): string[] {
  const counts = new Map<NoticeKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count > 1 ? `${KIND_TEXT[kind]} (${count})` : KIND_TEXT[kind]));
}

const PRIVATE = 'To keep what is private private, this message names nobody and says nothing more.';

/**
 * What somebody is sent: what kinds of things wait for them, how many, and where to sign in. No name, no date, no unit:
 * mail is read over shoulders and on lock screens.
 *
 * @example messageText(['offer_half_way'], 'https://breaks.example.gov.uk').subject; // 'Short Breaks: something is new for you'
 */
export function messageText(kinds: readonly NoticeKind[], address: string): MessageText {
  const lines = linesOf(kinds);
  const what = kinds.length === 1 ? 'something is new for you' : `${kinds.length} things are new for you`;
  const [notices, choices] = [`${address}/notices`, `${address}/account/notifications`];
  const text = [
    `In Short Breaks ${what}:`,
    lines.map((line) => `- ${line}`).join('\n'),
    `Sign in to read it:\n${notices}`,
    `${PRIVATE} You choose what you are sent, and when:\n${choices}`,
  ].join('\n\n');
  const html = [
    `<p>In Short Breaks ${what}:</p>`,
    `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`,
    `<p><a href="${notices}">Sign in to read it</a></p>`,
    `<p>${PRIVATE} <a href="${choices}">Choose what you are sent, and when</a>.</p>`,
  ].join('\n');
  return {
    subject: `Short Breaks: ${what}`,
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en">${html}</html>\n`,
  };
}

/** The same in a channel, where it is nobody's in particular. */
const POST_TEXT: Record<NoticeKind, string> = {
  ...KIND_TEXT,
  joint_work_begun: 'Somebody works with others on a request',
  joint_work_ended: 'Work with others on a request ends',
  nights_free: 'A key worker was asked about free nights',
};

/**
 * What is posted to a channel, as JSON: a sentence and a link to sign in, once for programs and once as the card that Teams
 * shows. Of `more` things that waited and go along it says how many. No name, no date, no unit.
 */
export function postBody(id: string, { kind, more }: { kind: NoticeKind; more: number }, address: string): string {
  const [text, link] = [`${POST_TEXT[kind]}${more > 0 ? `, and ${more} more` : ''}.`, `${address}/notices`];
  const card = {
    ...{ $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.2' },
    body: [{ type: 'TextBlock', text: `Short Breaks: ${text}`, wrap: true }],
    actions: [{ type: 'Action.OpenUrl', title: 'Sign in to read it', url: link }],
  };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }];
  return JSON.stringify({ type: 'message', id, kind, more, text, link, attachments });
}
