import type { GuidePreview, NamedOffer } from '../guide-preview.service.js';
import { VERDICT_TEXT } from '../domain/verdicts.js';
import { DRAFT, faultLines } from './guide.page.js';

const PREVIEW = `${DRAFT}/preview`;

/** What a draft would change, in words. */
export function previewView(found: GuidePreview, cursor: string | undefined) {
  const { pairChanges, changedStays, people, ofPeople } = found;
  return {
    ...found,
    draftPath: DRAFT,
    pairChanges: pairChanges.map(({ from, to, pairs }) => ({ pairs, from: VERDICT_TEXT[from], to: VERDICT_TEXT[to] })),
    isBounded: people < ofPeople,
    // A fault of no row is of a section, which stands on the page of the draft.
    faults: faultLines(found.rules, found.faults).map((one) => ({ ...one, path: one.path.replace(/^#/, `${DRAFT}#`) })),
    stayRows: changedStays.items.map((stay) => row(stay, `/stays/${stay.stayId}`)),
    offerRows: found.changedOffers.map((offer) => row(offer, `/requests/${offer.requestId}`)),
    moreOffers: found.offersChanged - found.changedOffers.length,
    first: cursor ? PREVIEW : undefined,
    next: changedStays.next ? `${PREVIEW}?cursor=${changedStays.next}` : undefined,
  };
}

const row = (
  { youngPerson, unit, arrival, departure, from, to, night }: Omit<NamedOffer, 'requestId'>,
  path: string,
) => ({
  name: `${youngPerson.firstName} ${youngPerson.lastName}`,
  ...{ path, unit: unit.name, nights: { arrival, departure }, night },
  ...{ from: VERDICT_TEXT[from], to: VERDICT_TEXT[to] },
});
