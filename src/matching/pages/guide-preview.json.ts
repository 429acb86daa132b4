import type { GuidePreviewAnswer } from '../dto/guide-preview.answer.js';
import type { GuidePreview } from '../guide-preview.service.js';

/** What a draft would change, as the API gives it. */
export function previewJson({
  range,
  changedStays,
  changedOffers,
  units,
  rules: _rules,
  ...rest
}: GuidePreview): GuidePreviewAnswer {
  return {
    ...rest,
    units: units.map(({ id, name }) => ({ id, name })),
    from: range.arrival,
    to: range.departure,
    changedOffers: changedOffers.map(({ unitId: _unit, youngPersonId: _who, ...offer }) => offer),
    items: changedStays.items.map(({ unitId: _unit, youngPersonId: _who, ...stay }) => stay),
    next: changedStays.next,
  };
}
