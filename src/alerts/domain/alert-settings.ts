import type { AlertKind, AlertSetting, Audience } from './alert-kinds.js';

/** A number that a manager sets of a kind of alert for their unit. */
export interface AlertNumber {
  name: string;
  /** What is asked, and what a sentence calls the answer. */
  label: string;
  called: string;
  hint?: string;
  min: number;
  max: number;
  default: number;
}

/** What can be set of a kind of alert, and how it is set for a new unit. */
export interface SettingsOfKind {
  numbers: readonly AlertNumber[];
  /** Numbers of which one at least has to be above 0 while the kind is on: else it would be on and never tell. */
  oneOf?: readonly string[];
  audience: readonly Audience[];
  /**
   * Who may be told at all. A key worker only of what is about their own young person, shows nothing of another, and is
   * not for the unit alone to decide: who gets a bed is nobody's news before a manager has signed.
   */
  mayHear: readonly Audience[];
}

const UNIT: readonly Audience[] = ['manager', 'unit_staff'];
const UNIT_AND_KEY_WORKER: readonly Audience[] = ['manager', 'unit_staff', 'key_worker'];

const daysAhead = (usual: number, label: string, max = 365): AlertNumber => ({
  ...{ name: 'daysAhead', label, called: 'The number of days ahead', min: 1, max, default: usual },
});

/** A share below which a stretch of days is too empty. */
const below = (days: number, usual: number): AlertNumber => ({
  name: `below${days}`,
  label: `Next ${days} days: tell us below this percentage`,
  called: `The percentage for the next ${days} days`,
  hint: 'Stays as a percentage of the bed nights that can be used. Enter 0 to leave these days out.',
  ...{ min: 0, max: 100, default: usual },
});

/** The numbers of each kind, with their ranges, who is told from the start, and who may be. */
export const SETTINGS_OF: Readonly<Record<AlertKind, SettingsOfKind>> = {
  arrival_incomplete: {
    numbers: [
      {
        ...daysAhead(1, 'How many days before the arrival to look', 14),
        called: 'The number of days before the arrival',
      },
    ],
    audience: ['unit_staff', 'key_worker'],
    mayHear: UNIT_AND_KEY_WORKER,
  },
  request_late: {
    numbers: [
      {
        name: 'hoursBefore',
        label: 'How many hours before the deadline to tell',
        called: 'The number of hours before the deadline',
        hint: 'Enter 0 to tell only once it is late.',
        ...{ min: 0, max: 120, default: 24 },
      },
    ],
    audience: UNIT,
    mayHear: UNIT,
  },
  offer_about_to_lapse: {
    numbers: [
      {
        name: 'hoursBefore',
        label: 'How many hours before the offer runs out to tell',
        called: 'The number of hours before the offer runs out',
        min: 1,
        max: 120,
        default: 24,
      },
    ],
    audience: ['unit_staff', 'key_worker'],
    mayHear: UNIT_AND_KEY_WORKER,
  },
  bed_back: {
    numbers: [
      daysAhead(60, 'How many days ahead the nights may be'),
      {
        name: 'daysSince',
        label: 'How many days after it came back to go on telling',
        called: 'The number of days after it came back',
        min: 1,
        max: 60,
        default: 7,
      },
    ],
    audience: UNIT,
    mayHear: UNIT,
  },
  group_changed: {
    numbers: [daysAhead(60, 'How many days ahead the stay may begin')],
    audience: UNIT,
    mayHear: UNIT,
  },
  new_information: {
    numbers: [daysAhead(60, 'How many days ahead the stay may begin')],
    audience: UNIT,
    mayHear: UNIT,
  },
  waiting_would_fit: {
    numbers: [
      daysAhead(60, 'How many days ahead the free nights may be', 180),
      {
        name: 'first',
        label: 'How many from the top of the waiting list to look at',
        called: 'The number from the top of the waiting list',
        ...{ min: 1, max: 30, default: 10 },
      },
    ],
    audience: UNIT,
    mayHear: UNIT,
  },
  empty_bed_soon: {
    numbers: [
      {
        name: 'beds',
        label: 'How many beds have to be empty',
        called: 'The number of empty beds',
        min: 1,
        max: 20,
        default: 1,
      },
      {
        name: 'daysBeforeWeekend',
        label: 'How many days before Friday to tell of an empty bed at the weekend',
        called: 'The number of days before Friday',
        hint: 'The weekend is the nights of Friday and Saturday. 4 is from Monday on.',
        ...{ min: 0, max: 6, default: 4 },
      },
    ],
    audience: UNIT,
    mayHear: UNIT,
  },
  low_occupancy: {
    numbers: [
      ...[below(7, 70), below(14, 60), below(28, 50)],
      {
        name: 'recovers',
        label: 'How many percentage points above it before the alert ends',
        called: 'The number of percentage points',
        hint: 'So that one booking more or less does not make it come and go.',
        ...{ min: 1, max: 30, default: 5 },
      },
    ],
    oneOf: ['below7', 'below14', 'below28'],
    audience: ['manager'],
    mayHear: UNIT,
  },
  record_about_to_expire: {
    numbers: [
      daysAhead(60, 'How many days ahead the stay may begin'),
      {
        name: 'daysBefore',
        label: 'How many days before it runs out to tell',
        called: 'The number of days before it runs out',
        min: 1,
        max: 180,
        default: 28,
      },
    ],
    audience: UNIT_AND_KEY_WORKER,
    mayHear: UNIT_AND_KEY_WORKER,
  },
  allocation_unused: {
    numbers: [
      {
        name: 'daysBeforeEnd',
        label: 'How many days before the allocation ends to tell',
        called: 'The number of days before the allocation ends',
        ...{ min: 7, max: 365, default: 90 },
      },
      {
        name: 'nights',
        label: 'How many nights have to be likely to go unused',
        called: 'The number of nights',
        min: 1,
        max: 100,
        default: 5,
      },
    ],
    audience: ['manager', 'key_worker'],
    mayHear: UNIT_AND_KEY_WORKER,
  },
  closure_meets_demand: {
    numbers: [
      daysAhead(90, 'How many days ahead the closed nights may be'),
      {
        name: 'requests',
        label: 'How many requests a closure has to leave few dates',
        called: 'The number of requests',
        hint: 'A request counts where the closure takes at least half of the dates on which it could be met.',
        ...{ min: 1, max: 50, default: 1 },
      },
    ],
    audience: ['manager'],
    mayHear: UNIT,
  },
  staff_short: {
    numbers: [daysAhead(28, 'How many days ahead to look', 180)],
    audience: UNIT,
    mayHear: UNIT,
  },
  reserve_about_to_go: {
    numbers: [
      {
        name: 'hoursBefore',
        label: 'How many hours before a bed kept for emergencies becomes free to tell',
        called: 'The number of hours before it becomes free',
        ...{ min: 1, max: 168, default: 24 },
      },
    ],
    audience: UNIT,
    mayHear: UNIT,
  },
};

/** How a kind is set for a unit that has not set it. */
export function usualSetting(kind: AlertKind, on: boolean): AlertSetting {
  const { numbers, audience } = SETTINGS_OF[kind];
  return { on, audience, numbers: Object.fromEntries(numbers.map((one) => [one.name, one.default])) };
}

/**
 * Some numbers of a kind, as they are set; one that is not is as for a new unit. To ask for one that the kind does not have is
 * a fault of the code.
 *
 * @example numbersOf('reserve_about_to_go', { on: true, audience: ['manager'], numbers: {} }, 'hoursBefore'); // { hoursBefore: 24 }
 */
export function numbersOf<Name extends string>(
  kind: AlertKind,
  { numbers }: Pick<AlertSetting, 'numbers'>,
  ...names: Name[]
): Record<Name, number> {
  const values = names.map((name) => {
    const known = SETTINGS_OF[kind].numbers.find((one) => one.name === name);
    if (!known) throw new Error(`${kind} has no number of this name: ${name}`);
    return [name, numbers[name] ?? known.default] as const;
  });
  return Object.fromEntries(values) as Record<Name, number>;
}
