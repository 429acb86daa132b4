import { isOpen } from '../../stays/domain/readiness.js';
import type { Checklist } from '../../stays/readiness.service.js';

/** What is still missing before nights are offered, with whose it is, and where it is recorded by those who may (`isTheirs`). */
export function missingPage({ items }: Checklist, { id }: { id: string }, isTheirs = true) {
  return { items: items.filter(isOpen), path: isTheirs ? `/young-people/${id}/checklist` : '' };
}
