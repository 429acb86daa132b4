/**
 * First and last names of invented young people. The last names exist nowhere; the first two share their initials,
 * to show why full names are used.
 */
export const YOUNG_PEOPLE: readonly (readonly [first: string, last: string])[] = [
  ['Ash', 'Samplewood'],
  ['Ash', 'Storybrook'],
  ['Mo', 'Exampleford'],
  ['Rae', 'Inventley'],
  ['Jo', 'Pretendale'],
  ['Lou', 'Fictionby'],
  ['Dee', 'Makebelieve'],
  ['Kit', 'Placeholme'],
  ['Pip', 'Taleworth'],
  ['Sky', 'Fablehurst'],
  ['Ed', 'Fablehurst'],
  ['Cal', 'Mockingham'],
  ['Tia', 'Supposeley'],
  ['Bea', 'Novelton'],
  ['Max', 'Madeupton'],
  ['Nia', 'Trialby'],
  ['Sol', 'Samplewood'],
  ['Ivy', 'Imaginham'],
  ['Finn', 'Notionfield'],
  ['Zara', 'Exampleford'],
  ['Theo', 'Conjurley'],
  ['Amal', 'Pretendale'],
  ['Robin', 'Storybrook'],
  ['Jess', 'Inventley'],
  ['Omar', 'Placeholme'],
  ['Elle', 'Demoworth'],
  ['Kai', 'Taleworth'],
  ['Noor', 'Fictionby'],
  ['Tess', 'Novelton'],
  ['Leo', 'Demoworth'],
  ['Mina', 'Supposeley'],
  ['Joss', 'Makebelieve'],
  ['Ray', 'Conjurley'],
  ['Anya', 'Trialby'],
  ['Dex', 'Imaginham'],
  ['Faye', 'Mockingham'],
  ['Gus', 'Notionfield'],
  ['Hana', 'Madeupton'],
  ['Ike', 'Samplewood'],
  ['Wren', 'Fablehurst'],
];

/**
 * Those of whom the stories tell, after the list above: each with the place of their key worker. The last names exist nowhere
 * either; the first two are brother and sister.
 */
export const STORY_PEOPLE: readonly (readonly [first: string, last: string, worker: number])[] = [
  ['Bram', 'Wishbourne', 0],
  ['Elsie', 'Wishbourne', 0],
  ['Milo', 'Whatifley', 0],
  ['Nell', 'Perhapston', 0],
  ['Ozzy', 'Maybeworth', 0],
  ['Fern', 'Againsby', 0],
  ['Tansy', 'Sayforth', 1],
  ['Juno', 'Asifham', 0],
  ['Cleo', 'Supposham', 2],
  ['Rowan', 'Perchance', 3],
  ['Isla', 'Oughtonby', 0],
  ['Teddy', 'Mightwell', 4],
  ['Posy', 'Couldham', 5],
];

/** Places of the stories, in the order of the list of everybody. */
const AFTER = YOUNG_PEOPLE.length;
export const STORY = {
  ...{ brother: AFTER, sister: AFTER + 1, options: AFTER + 2, weekends: AFTER + 3 },
  ...{ asked: AFTER + 4, repeats: AFTER + 5, together: AFTER + 6, night: AFTER + 7 },
  /** Who comes after all not, and those who wait: one who cannot take the stairs, and three who could be anywhere. */
  ...{ gaveBack: AFTER + 8, stepFree: AFTER + 9, next: AFTER + 10, waits: AFTER + 11, waitsLong: AFTER + 12 },
} as const;

/** Places in the list of two who must never share a night. */
export const NEVER_TOGETHER = {
  pair: [4, 11],
  evidence: 'They fought twice at school this year. Invented for the demonstration.',
} as const;

/** Places in the list of those who need more than shared support. */
export const SUPPORT = {
  one_to_two: [1, 6, 12, 19, 25, 31, 36],
  one_to_one: [3, 9, 17, 28, 34],
  two_to_one: [22],
} as const;

/** Places in the list of those whose room must have something, none with a stay ahead, and of those who keep their room. */
export const ROOMS = {
  needs: { 'step-free': [30, 35, STORY.stepFree], 'en-suite': [32], 'next to staff room': [29] },
  keep: [0, 8],
} as const;

/** Visits without a night, by the place in the list of who comes: none of them stays in these weeks. */
export const VISITS = {
  past: { person: 27, inDays: -5, kind: 'look_round', note: 'First time at the house.', who: 'Their mother, Sam' },
  today: { person: 28, inDays: 0, kind: 'tea', note: 'Likes to sit near the door.' },
  coming: { person: 29, inDays: 6, kind: 'introduction', note: 'Meets the night staff.' },
} as const;

export const PURPOSES = [
  'A regular break, so that the family can rest. Aim 2 of the family plan.',
  'To practise cooking and going to bed on time. Aim 1 of the family plan.',
  'A calm weekend after a hard month at home.',
  'Time with others of the same age, away from screens.',
  'A break before the mock exams: sleep, meals, homework.',
  'So that the parents can spend a weekend with the younger siblings.',
];

export const WISHES = [
  'I want the room with the view of the garden.',
  'Can we do pizza night again?',
  'I like it quiet in the morning.',
  'I want to bring my guitar.',
  'Please let me know who else is there.',
  '',
];

export const REASONS = [
  'The group is calm on these nights and the ages fit.',
  'Went well last time; staff know the bedtime plan.',
  'Enough staff on duty for the support that is needed.',
  'Suits the family plan and the others who will be there.',
];

/** What a manager signs where the group needs a plan. */
export const PLAN = {
  mitigations: [{ what: 'One of us is awake until everybody sleeps', who: 'Night staff' }],
  againstAdvice: 'One more of us is on duty on these nights.',
};

export const ANSWERS = [
  { answeredBy: 'Their mother', how: 'By telephone' },
  { answeredBy: 'Their father', how: 'In person' },
  { answeredBy: 'Their grandmother', how: 'By telephone' },
  { answeredBy: 'Their foster carer', how: 'By email' },
];

/** Where they live, by the place in the list: streets that exist nowhere. */
export const STREETS = ['Invented Lane', 'Sample Street', 'Nowhere Road', 'Pretend Row', 'Fictional Close'];

/** What a family plan says, by the place in the list. */
export const AIMS = [
  'To go to bed by ten and get up for school.',
  'To cook one meal a week for the family.',
  'That the family has a quiet weekend each month.',
  'To be back home at the time agreed.',
];

/** How a stay went, in the words of those who know. */
export const WENT = {
  youngPerson: [
    { face: 5, said: 'Pizza night was the best. I slept well.' },
    { face: 4, said: 'It was calm and I liked the garden.' },
    { face: 3, said: 'It was OK. The nights were a bit loud.' },
    { face: 2, said: 'I missed my own bed.' },
  ],
  family: [
    { face: 5, said: 'We slept through for the first time in weeks.' },
    { face: 4, said: 'A good rest. He came home in a good mood.' },
    { face: 3, said: 'Fine, but the days before were hard.' },
  ],
  staff: [
    { metAim: 'yes', said: 'Slept through each night and helped to cook.', nextTime: 'The same room again.' },
    { metAim: 'yes', said: 'Calm with the others; up in time for school.', nextTime: '' },
    { metAim: 'partly', said: 'Settled late on the first night, well after that.', nextTime: 'Come before tea.' },
    { metAim: 'no', said: 'Wanted to go home from the first evening.', nextTime: 'One night only to begin with.' },
  ],
  alone: 'Did not want to say anything this time.',
  unheard: 'Rang twice; nobody answered.',
} as const;

/** What was reported of two who are booked, and what the unit said about the first. */
export const NEWS = {
  seen: 'Sleeps badly since the clocks were changed: up at five on most days, says the family.',
  look: 'Breakfast is from six on these days; nothing else changes.',
  unseen: 'Has a cast on the left arm for three weeks. Needs help with shoes and showers.',
};
