import { STORY } from './people.js';

/** What is assessed of the invented young people: each has one of these, in turn. Levels are 0 to 4. */
export const PROFILES = [
  { ratings: [], strengths: 'Easy company, and good at cards.', helps: '' },
  {
    ratings: [
      {
        factor: 'sleep',
        poses: 2,
        vulnerable: 1,
        status: 'mitigated',
        evidence: 'Up until one most nights, says the family.',
      },
    ],
    strengths: 'Cooks for everybody.',
    helps: 'A walk after supper.',
  },
  {
    ratings: [
      {
        factor: 'self_harm',
        poses: 0,
        vulnerable: 2,
        status: 'mitigated',
        evidence: 'Two weeks in spring; the school nurse sees them monthly.',
      },
    ],
    strengths: 'Draws, and shows others how.',
    helps: 'Somebody to sit with in the evening.',
  },
  { ratings: [], strengths: 'Makes newcomers feel at home.', helps: 'Knowing the plan of the day.' },
  {
    ratings: [
      {
        factor: 'going_missing',
        poses: 2,
        vulnerable: 2,
        status: 'history_only',
        evidence: 'Three times last year, none since February.',
      },
    ],
    strengths: 'Football, and funny.',
    helps: 'A telephone call home at eight.',
  },
  {
    ratings: [
      {
        factor: 'sensory',
        poses: 0,
        vulnerable: 2,
        status: 'mitigated',
        evidence: 'Report of the occupational therapist.',
      },
    ],
    strengths: 'Remembers everybody’s birthday.',
    helps: 'A quiet room, ear defenders.',
  },
  {
    ratings: [
      {
        factor: 'bullying',
        poses: 2,
        vulnerable: 0,
        status: 'mitigated',
        evidence: 'Names at school; a plan since September.',
      },
    ],
    strengths: 'Loyal to friends.',
    helps: 'A job to do.',
  },
  {
    ratings: [
      { factor: 'bullying', poses: 0, vulnerable: 2, status: 'serious', evidence: 'Changed school because of it.' },
    ],
    strengths: 'Patient with animals.',
    helps: 'An adult within sight at meals.',
  },
  {
    ratings: [
      {
        factor: 'aggression_to_peers',
        poses: 3,
        vulnerable: 0,
        status: 'mitigated',
        evidence: 'Two fights this term, both in crowded corridors.',
      },
      { factor: 'going_missing', poses: 1, vulnerable: 1, status: 'history_only', evidence: 'Once, two years ago.' },
    ],
    strengths: 'Builds things.',
    helps: 'Space, and time to calm down.',
  },
] as const;

/** For all that is not rated. */
export const NO_CONCERN = 'Talked to the family, the school and the social worker';

/** Where the rooms lie, in the order of the beds. */
export const AREAS = ['Downstairs', 'Upstairs', 'Upstairs', 'Downstairs'];

/** Places in the list: whose assessment nobody has written, and whose nobody has countersigned. */
export const NOT_YET = { written: [5, 33], countersigned: [7] };

/** Places of those of whom nothing is rated, so that they fit with everybody: whoever waits, and the stay that one of them could have. */
export const CALM: readonly number[] = [STORY.gaveBack, STORY.stepFree, STORY.next, STORY.waits, STORY.waitsLong];
