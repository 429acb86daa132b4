/** What a column of a diary can hold. */
export const COLUMNS = [
  'name',
  'firstName',
  'lastName',
  'dateOfBirth',
  'arrival',
  'departure',
  'lastNight',
  'nights',
  'arrivesAt',
  'leavesAt',
  'bed',
  'kind',
  'note',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Which column is which: the place of each in the row, from 0. */
export type ColumnPlaces = Partial<Record<Column, number>>;

export const COLUMN_TEXT: Record<Column, string> = {
  name: 'Name of the young person',
  firstName: 'First name',
  lastName: 'Last name',
  dateOfBirth: 'Date of birth',
  arrival: 'Arrival, or the first night',
  departure: 'Departure: the day on which they leave',
  lastNight: 'The last night',
  nights: 'How many nights',
  arrivesAt: 'Time of arrival',
  leavesAt: 'Time of departure',
  bed: 'Bed or room',
  kind: 'What it is (a stay, closed, out of use)',
  note: 'Note',
};

/** Headings as diaries have them, in small letters and without signs. */
const CALLED: Record<Column, readonly string[]> = {
  name: [
    ...['name', 'full name', 'young person', 'yp', 'young persons name', 'child', 'childs name', 'child name', 'guest'],
    ...['who', 'client', 'service user', 'subject', 'summary', 'title', 'initials', 'resident', 'young person name'],
  ],
  firstName: ['first name', 'firstname', 'forename', 'forenames', 'given name', 'known as'],
  lastName: ['last name', 'lastname', 'surname', 'family name'],
  dateOfBirth: ['date of birth', 'dob', 'born', 'birth date', 'birthday'],
  arrival: [
    ...['arrival', 'arrives', 'arriving', 'arrival date', 'date of arrival', 'from', 'date from', 'from date', 'start'],
    ...['start date', 'starts', 'check in', 'checkin', 'date in', 'in', 'first night', 'begins', 'date', 'admission'],
    ...['date of admission', 'admitted', 'closed from'],
  ],
  departure: [
    ...['departure', 'departs', 'leaves', 'leaving', 'departure date', 'date of departure', 'to', 'date to', 'to date'],
    ...['until', 'end', 'end date', 'ends', 'check out', 'checkout', 'date out', 'out', 'discharge', 'date of leaving'],
    ...['left', 'in use again', 'opens again'],
  ],
  lastNight: ['last night', 'final night'],
  nights: ['nights', 'number of nights', 'no of nights', 'how many nights', 'length', 'duration'],
  arrivesAt: ['time of arrival', 'arrival time', 'time in', 'start time', 'arrives at'],
  leavesAt: ['time of departure', 'departure time', 'time out', 'end time', 'leaves at'],
  bed: [
    'bed',
    'room',
    'bedroom',
    'bed name',
    'room name',
    'bed number',
    'room number',
    'location',
    'bed no',
    'room no',
  ],
  kind: ['kind', 'type', 'what', 'category', 'categories', 'booking type', 'purpose', 'status'],
  note: ['note', 'notes', 'comment', 'comments', 'remarks', 'description', 'reason', 'details', 'information'],
};

const COLUMN_OF = new Map(COLUMNS.flatMap((column) => CALLED[column].map((name) => [name, column] as const)));
const LOOKED_FOR_IN = 20;

/** A heading without signs, brackets and capitals. @example plainHeading(' Check-in (date) '); // 'check in date' */
export function plainHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Which column is which by its heading; the first of two that are called alike. */
export function placesOf(headings: readonly string[]): ColumnPlaces {
  const places: ColumnPlaces = {};
  for (const [place, heading] of headings.entries()) {
    const plain = plainHeading(heading);
    const column = COLUMN_OF.get(plain) ?? COLUMN_OF.get(plain.replace(/ (date|uk|dd mm yyyy|ddmmyyyy)$/, ''));
    if (column && places[column] === undefined) places[column] = place;
  }
  return places;
}

/**
 * The row of the headings: the one of the first twenty in which most columns are known, two at least; above it stand titles
 * and empty rows. The first row, where none is.
 */
export function headingRow(rows: readonly (readonly string[])[]): number {
  const known = rows.slice(0, LOOKED_FOR_IN).map((row) => Object.keys(placesOf(row)).length);
  const most = Math.max(0, ...known);
  return most < 2 ? 0 : known.indexOf(most);
}

/** What is missing before rows can be read, each as a sentence; empty when nothing is. */
export function missingColumns(places: ColumnPlaces): string[] {
  const has = (column: Column) => places[column] !== undefined;
  return [
    ...(has('name') || has('firstName') || has('lastName') ? [] : ['Say which column holds the name.']),
    ...(has('arrival') ? [] : ['Say which column holds the arrival, or the first night.']),
    ...(has('departure') || has('lastNight') || has('nights')
      ? []
      : ['Say which column holds the departure, the last night, or how many nights it is.']),
  ];
}
