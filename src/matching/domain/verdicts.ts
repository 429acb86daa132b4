/** What the rules advise, from what stands in nobody's way to what must not be; they advise, a named person decides. */
export const VERDICTS = ['suitable', 'only_with_mitigation', 'not_assessed', 'unsuitable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_TEXT: Record<Verdict, string> = {
  suitable: 'Suitable',
  only_with_mitigation: 'Only with mitigation',
  not_assessed: 'Not assessed',
  unsuitable: 'Not suitable',
};

/** How serious the worst single reason is. */
export const BANDS = ['low', 'medium', 'high', 'very_high'] as const;
export type Band = (typeof BANDS)[number];
export const BAND_TEXT: Record<Band, string> = { low: 'Low', medium: 'Medium', high: 'High', very_high: 'Very high' };

/** The gravest of them; *not assessed* is never hidden by what is fine, and never hides what must not be. */
export function gravest(verdicts: Iterable<Verdict>): Verdict {
  let place = 0;
  for (const verdict of verdicts) place = Math.max(place, VERDICTS.indexOf(verdict));
  return VERDICTS[place]!;
}
