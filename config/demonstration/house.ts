/** A council, a house and people that nobody can take for real. */
export const ORGANISATION = 'Example Council (demonstration)';
export const UNIT = { name: 'Seaview House (demonstration)', youngest: 12, oldest: 17 };

export const BEDS = [
  { name: 'Bed 1', attributes: ['ground floor', 'step-free'] },
  { name: 'Bed 2', attributes: [] },
  { name: 'Bed 3', attributes: ['en-suite'] },
  { name: 'Bed 4', attributes: ['next to staff room'] },
];

/** How many can be taken on each night from Monday on, and how many of them at high support. */
export const STAFFING = { take: [4, 4, 4, 4, 4, 4, 3], high: [2, 2, 2, 2, 2, 2, 1] };

const account = (name: string) => ({ name, email: `${name.toLowerCase().replace(' ', '.')}@council.example` });

export const ADMINISTRATOR = account('Val Example');
export const REGISTERED_MANAGER = account('Robin Example');
export const DELEGATE = account('Alex Example');
export const STAFF = ['Sam Example', 'Jude Example', 'Fran Example', 'Bo Example'].map(account);
export const WORKERS = [
  'Dana Example',
  'Lee Example',
  'Priya Example',
  'Tom Example',
  'Grace Example',
  'Ali Example',
  'Nina Example',
  'Owen Example',
].map(account);
