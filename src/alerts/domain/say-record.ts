import { sayDate } from '../../kernel/say-date.js';
import { begins, lower, ofPerson, type AlertNames, type AlertText, type Words } from './alert-phrases.js';

/** A record that runs out while a booked stay still needs it, or has run out. */
export function sayRecord(words: Words): AlertText {
  return RECORDS[words.text('record') as keyof typeof RECORDS](words);
}

const RECORDS: Record<'assessment' | 'care_plan' | 'pair', (words: Words) => AlertText> = {
  assessment: ({ They, about, text, isPast, day, today }) => ({
    title: `The assessment of ${lower(They)} ${isPast('expires') ? 'has run out' : 'runs out'} before ${theStay(text)}`,
    why: `It ${isPast('expires') ? 'counted' : 'counts'} until ${sayDate(text('expires'))}, and a booked stay ${begins(text('arrival'), today)} ${day('arrival')}. ${isPast('expires') ? 'Since then' : 'After that'} they count as not assessed.`,
    what: 'The key worker writes a new version, and a second person countersigns it.',
    href: ofPerson(about, 'assessment'),
    linkText: 'Open the assessment',
  }),
  care_plan: ({ They, about, text, isPast, day, today }) => ({
    title: `The care plan of ${lower(They)} ${isPast('expires') ? 'is too old' : 'will be too old'} for a booked stay`,
    why: `It ${isPast('expires') ? 'was' : 'is'} up to date until ${sayDate(text('expires'))}, and their stay ${begins(text('arrival'), today)} ${day('arrival')}.`,
    what: 'Have the care plan brought up to date, then record its new date.',
    href: `/stays/${about.stayId}/checklist`,
    linkText: 'Open the checklist',
  }),
  pair: ({ names, about, text, isPast, day, today }) => ({
    title: `The matching decision about ${both(names)} ${isPast('expires') ? 'is past its review' : 'is due for review'} before ${theStay(text)}`,
    why: `It ${isPast('expires') ? 'was' : 'is'} to be reviewed by ${sayDate(text('expires'))}, and one of them has a stay that ${begins(text('arrival'), today)} ${day('arrival')}.`,
    what: 'Review the decision: confirm it with what is known now, change it or end it.',
    href: `/matching-decisions/${about.pairDecisionId}`,
    linkText: 'Open the matching decision',
  }),
};

/** What runs out once a stay has begun runs out before it is over. */
const theStay = (text: Words['text']): string =>
  text('expires') < text('arrival') ? 'a booked stay' : 'a booked stay is over';

const both = ({ pair }: AlertNames): string => (pair?.length === 2 ? pair.join(' and ') : 'two young people');
