import { isOpen } from '../../stays/domain/readiness.js';
import type { Checklist } from '../../stays/readiness.service.js';

/** What is still missing before nights are offered, with whose it is, and where it is recorded. */
export function missingPage({ items }: Checklist, { id }: { id: string }) {
  return { items: items.filter(isOpen), path: `/young-people/${id}/checklist` };
}
