import type { GuidePreview } from '../guide-preview.service.js';
import { VERDICT_TEXT } from '../domain/verdicts.js';
import { DRAFT } from './guide.page.js';

const PREVIEW = `${DRAFT}/preview`;

/** What a draft would change, in words. */
export function previewView(found: GuidePreview, cursor: string | undefined) {
  const { pairChanges, changedStays, people, ofPeople } = found;
  return {
    ...found,
    draftPath: DRAFT,
    pairChanges: pairChanges.map(({ from, to, pairs }) => ({ pairs, from: VERDICT_TEXT[from], to: VERDICT_TEXT[to] })),
    isBounded: people < ofPeople,
    stayRows: changedStays.items.map((stay) => ({
      name: `${stay.youngPerson.firstName} ${stay.youngPerson.lastName}`,
      path: `/stays/${stay.stayId}`,
      unit: stay.unit.name,
      nights: { arrival: stay.arrival, departure: stay.departure },
      from: VERDICT_TEXT[stay.from],
      to: VERDICT_TEXT[stay.to],
      night: stay.night,
    })),
    first: cursor ? PREVIEW : undefined,
    next: changedStays.next ? `${PREVIEW}?cursor=${changedStays.next}` : undefined,
  };
}
