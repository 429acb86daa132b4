import { dateTime } from '../../web/filters.js';
import { ownerName } from '../domain/unit-check.js';
import type { UnitChecklist } from '../unit-checks.service.js';

const CHANGE_TEXT = { added: 'added', applies: 'asked again for', left_out: 'left out' } as const;

/** What a unit asks for before an arrival, what it leaves out, and who changed it. */
export function unitChecklistPage({ items, own, events }: UnitChecklist, path: string) {
  const rows = [
    ...items.map(({ item, title, owner, applies }) => ({
      title,
      owner: ownerName(owner),
      applies,
      isOwn: false,
      path: `${path}/${item}`,
    })),
    ...own.map(({ id, text, owner, applies }) => ({
      title: text,
      owner: ownerName(owner),
      applies,
      isOwn: true,
      path: `${path}/${id}`,
    })),
  ];
  return {
    asked: rows.filter(({ applies }) => applies),
    leftOut: rows.filter(({ applies }) => !applies),
    events: events.map(({ at, by, title, what }) => `${by} ${CHANGE_TEXT[what]} “${title}”, ${dateTime(at)}`),
  };
}
