import type { OpenDraft } from './assessment-reader.js';
import { faultsOf, type Signing } from './domain/assessment.js';
import type { AssessmentDraftAnswer } from './dto/assessment-draft.answer.js';

export type ShownDraft = Omit<OpenDraft, 'source' | 'sourceDate'> & Pick<AssessmentDraftAnswer, 'noKnownConcern'>;

/** A draft as the API shows it, by which it is also told whether it is another by now. */
export function shownDraft({ source, sourceDate, ...draft }: OpenDraft): ShownDraft {
  return { ...draft, noKnownConcern: { source, date: sourceDate } };
}

/** The same as it is kept. */
export function keptDraft({ noKnownConcern: { source, date }, ...draft }: ShownDraft): OpenDraft {
  return { ...draft, source, sourceDate: date };
}

/** The same with what has to be said before it can be signed. */
export function draftJson(draft: OpenDraft, signing: Signing): AssessmentDraftAnswer {
  const missing = faultsOf(draft, signing).map(({ place, message }) => ({ field: place, message }));
  return { ...shownDraft(draft), missing };
}
