import type { TypedValues } from '../../web/typed-forms.js';

/** What stands for none of the options, on the form of the family's answer. */
export const NONE = 'none';

/**
 * What was typed of an answer that came too late, in a sentence for the unit.
 *
 * @example lateAnswer({ accepted: 'yes', answeredBy: 'Mum', how: 'telephone', reason: '' }); // 'Yes. Mum, telephone.'
 */
export function lateAnswer({ accepted, takes, answeredBy, how, otherWay, date, time, reason }: TypedValues): string {
  const isNo = accepted === 'no' || takes === NONE;
  const said = isNo ? 'No' : accepted === 'yes' ? 'Yes' : takes ? 'Yes, to one of the options' : '';
  const who = [answeredBy, how === 'other' ? otherWay : how].filter(Boolean).join(', ');
  const when = said || who ? [date, time].filter(Boolean).join(' at ') : '';
  return [said, who, when, reason]
    .filter(Boolean)
    .map((part) => `${String(part)}.`)
    .join(' ');
}
