import type { FieldError } from '../../kernel/domain-error.js';
import { NOTICE_TOPICS, TOPIC_OF, type NoticeKind, type NoticeTopic } from './notice-kinds.js';
import type { How, QuietHours } from './when-to-send.js';

/** Who hears while somebody stands in: the deputy alone, or both. */
export const WHILE_AWAY = ['deputy', 'both'] as const;
export type WhileAway = (typeof WHILE_AWAY)[number];

/** How somebody wants to hear of what is new. */
export interface Choices {
  how: Record<NoticeTopic, How>;
  /** When nothing is sent; null: at any hour. */
  quiet: QuietHours | null;
  whileAway: WhileAway;
}

/** What holds until somebody has chosen: at once, but nobody's evening, night or leave. */
export const USUAL: Choices = {
  how: Object.fromEntries(NOTICE_TOPICS.map((topic) => [topic, 'at_once'])) as Record<NoticeTopic, How>,
  quiet: { from: '20:00', until: '07:00' },
  whileAway: 'deputy',
};

/**
 * What somebody has chosen, or the usual. A topic that came after they chose is as usual.
 *
 * @example choicesOf({ ...USUAL, how: { offers: 'not' } }).how.information; // 'at_once'
 */
export function choicesOf(saved?: Omit<Choices, 'how'> & { how: Partial<Record<NoticeTopic, How>> }): Choices {
  if (!saved) return USUAL;
  const how = Object.fromEntries(NOTICE_TOPICS.map((topic) => [topic, saved.how[topic] ?? USUAL.how[topic]]));
  return { how: how as Choices['how'], quiet: saved.quiet, whileAway: saved.whileAway };
}

/** How somebody wants to hear of a notice of this kind. */
export const howOf = ({ how }: Choices, kind: NoticeKind): How => how[TOPIC_OF[kind]];

/** What somebody wants to be otherwise. */
export interface ChoicesChange {
  how?: Partial<Choices['how']> | undefined;
  quiet?: { on?: boolean | undefined; from?: string | undefined; until?: string | undefined } | undefined;
  whileAway?: WhileAway | undefined;
}

/**
 * The quiet hours that somebody asks for, or what is wrong with them. Switched on they need a beginning and an end, which
 * are not the same: a whole day of quiet is what “not by e-mail” is for. What is left out stays as it was.
 *
 * @example quietFrom(null, { on: true, from: '20:00', until: '20:00' }); // an error at quiet.until
 */
export function quietFrom(
  before: QuietHours | null,
  asked: ChoicesChange['quiet'],
): { quiet: QuietHours | null } | { errors: FieldError[] } {
  if (!asked) return { quiet: before };
  if (!(asked.on ?? before !== null)) return { quiet: null };
  const { from = before?.from, until = before?.until } = asked;
  if (!from || !until) {
    const missing = [...(from ? [] : ['from']), ...(until ? [] : ['until'])];
    const say = { from: 'Enter when the quiet hours begin.', until: 'Enter when the quiet hours end.' };
    return { errors: missing.map((field) => ({ field: `quiet.${field}`, message: say[field as 'from' | 'until'] })) };
  }
  if (from !== until) return { quiet: { from, until } };
  const message = 'The quiet hours must end at another time than they begin.';
  return { errors: [{ field: 'quiet.until', message }] };
}
