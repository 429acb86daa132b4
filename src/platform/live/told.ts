export const LIVE_CHANNEL = 'short_breaks_live';

/**
 * What may be seen to change: beds and who is in them (`calendar`), requests and their offers (`requests`), what the people of
 * a unit write down around stays (`house`), somebody's notices (`notices`), what is worth acting on (`alerts`), work that keeps
 * failing (`stuck`).
 */
export const LIVE_KINDS = ['calendar', 'requests', 'house', 'notices', 'alerts', 'stuck'] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** Something of this kind changed at a unit; or, for a user, where they have a right of their own to see it. */
export interface Change {
  kind: LiveKind;
  of: 'unit' | 'user';
  id: string;
  /** The instant from which the user's right is over, in milliseconds; left out where it has no end. */
  until?: number;
}

export type Told =
  | { what: 'change'; change: Change }
  /** Who may see what may be another. */
  | { what: 'access' }
  /** A session ended; by the digest of its id. */
  | { what: 'session'; digest: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the database told, or `undefined` for what this version does not know: while a new one is put in place, older
 * processes hear it, too.
 *
 * @example readTold('calendar unit 5f0c…'); // { what: 'change', change: { kind: 'calendar', of: 'unit', id: '5f0c…' } }
 */
export function readTold(payload: string): Told | undefined {
  const [first = '', of = '', id = '', until = '-'] = payload.split(' ');
  if (first === 'access') return { what: 'access' };
  if (first === 'session' && /^[0-9a-f]{64}$/.test(of)) return { what: 'session', digest: of };
  const kind = LIVE_KINDS.find((one) => one === first);
  if (!kind || (of !== 'unit' && of !== 'user') || !UUID.test(id)) return undefined;
  return { what: 'change', change: { kind, of, id, ...(/^\d+$/.test(until) && { until: Number(until) }) } };
}

/** The same for two changes that nobody can tell apart. */
export const keyOf = ({ kind, of, id }: Pick<Change, 'kind' | 'of' | 'id'>): string => `${kind} ${of} ${id}`;
