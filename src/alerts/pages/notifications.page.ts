import type { Actor } from '../../identity/domain/actor.js';
import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { ChoicesView } from '../choices.service.js';
import type { WhileAway } from '../domain/choices.js';
import { NOTICE_TOPICS, type NoticeTopic } from '../domain/notice-kinds.js';
import type { How } from '../domain/when-to-send.js';

/** Who chooses: whoever is a key worker hears of everything that key workers hear of, whatever else they are. */
export type Who = Pick<Actor, 'role' | 'units'> & { isKeyWorker: boolean };

const HOW_TEXT: Record<How, string> = {
  at_once: 'Email at once',
  morning: 'Email in the morning, all together',
  not: 'No email',
};

const AWAY_TEXT: Record<WhileAway, string> = {
  deputy: 'Only them',
  both: 'Both of us',
};

const TOPIC_TEXT: Record<NoticeTopic, { label: string; hint: string }> = {
  offers: {
    label: 'Offers',
    hint: 'One waits for you or for an answer, ran out, was not signed in time, was taken back or was decided on.',
  },
  enquiries: { label: 'Free nights', hint: 'A unit asks you whether a family would want them.' },
  information: { label: 'New information', hint: 'Something new was reported of a young person.' },
  emergencies: { label: 'Emergencies', hint: 'A young person of yours has a place without having been asked for.' },
  jointWork: { label: 'Work with others on a request', hint: 'You were named, or your work ends.' },
  reviews: { label: 'Stays that are over', hint: 'How a stay went is to be recorded.' },
  alerts: { label: 'Alerts', hint: 'Something is worth acting on. What your unit tells you of is set for each unit.' },
};

/** What somebody can hear of: the unit's people hear of what is reported, and of what waits for their signature or did not get one; the rest goes to key workers. */
export function topicsOf(actor: Who) {
  const theirs = actor.isKeyWorker ? NOTICE_TOPICS : (['offers', 'information', 'alerts'] as const);
  return theirs.map((name) => ({ name, ...TOPIC_TEXT[name], items: itemsOf(HOW_TEXT) }));
}

export const AWAY_ITEMS = itemsOf(AWAY_TEXT);

/** The form of what somebody has chosen: of what they can hear of. */
export function choicesValues({ how, quiet, whileAway }: ChoicesView, actor: Who): TypedValues {
  return {
    ...Object.fromEntries(topicsOf(actor).map(({ name }) => [name, how[name]])),
    quiet: quiet.on ? 'yes' : 'no',
    ...{ from: quiet.from ?? '', until: quiet.until ?? '' },
    ...(actor.isKeyWorker && { whileAway }),
  };
}

/** The fields of the form in words. */
export const CHOICES_WORDS: FieldWords = {
  ...Object.fromEntries(
    NOTICE_TOPICS.map((name) => [
      name,
      { label: TOPIC_TEXT[name].label, text: (value) => HOW_TEXT[value as How] ?? '' },
    ]),
  ),
  quiet: { label: 'Quiet hours', text: (value) => (value === 'yes' ? 'Yes' : 'No') },
  from: { label: 'Quiet from', text: String },
  until: { label: 'Quiet until', text: String },
  whileAway: { label: 'While you are away', text: (value) => AWAY_TEXT[value as WhileAway] ?? '' },
};

function itemsOf(texts: Record<string, string>): { value: string; text: string }[] {
  return Object.entries(texts).map(([value, text]) => ({ value, text }));
}
