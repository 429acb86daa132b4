import type { House, TestUser } from './builders.js';
import { csvLine } from './diary-files.js';
import type { TestApp } from './test-app.js';

export interface Preview {
  id: string;
  state: string;
  token: string;
  counts: { lands: number; asks: number; leftOut: number; clashes: number; mayGoOver: number };
  columnsMissing: string[];
  headings: string[];
}

export interface DiaryRowSeen {
  row: string;
  name: string;
  outcome: string;
  sentence: string;
  advice: string | null;
  stay: string | null;
  closure: string | null;
  youngPerson: { id: string } | null;
}

export interface NameSeen {
  place: number;
  name: string;
  rows: number;
  state: string;
  suggestions: { id: string }[];
}

/** A table of stays as comma-separated values; each row a name, the arrival, the departure, the bed and a note. */
export const aDiary = (...rows: string[][]) =>
  [['Name', 'Arrival', 'Departure', 'Bed', 'Note'], ...rows].map(csvLine).join('\r\n');

/** What people do with a diary over the API. */
export function diaries(app: TestApp) {
  const bearer = (user: TestUser) => `Bearer ${user.token}`;
  const get = async <T>(user: TestUser, path: string): Promise<T> =>
    (await app.http.get(`/api/v1/diary-imports/${path}`).set('Authorization', bearer(user)).expect(200)).body as T;
  const post = (user: TestUser, path: string, body: object = {}) =>
    app.http.post(`/api/v1/diary-imports/${path}`).set('Authorization', bearer(user)).send(body);

  /** Reads the file for the unit. */
  const bring = (house: House, file: string | Buffer, { name = 'diary.csv', by = house.manager, again = false } = {}) =>
    app.http
      .post(`/api/v1/units/${house.unit}/diary-imports`)
      .set('Authorization', bearer(by))
      .field('again', again ? 'true' : 'false')
      .attach('file', Buffer.from(file as string), name);

  const rows = async (user: TestUser, id: string, query = '') =>
    (await get<{ items: DiaryRowSeen[] }>(user, `${id}/rows?limit=100${query}`)).items;
  const names = async (user: TestUser, id: string) => (await get<{ items: NameSeen[] }>(user, `${id}/names`)).items;

  /** Reads it, takes the first suggestion for every name, and says what would land. */
  async function prepared(
    house: House,
    file: string | Buffer,
    options: { name?: string; again?: boolean } = {},
  ): Promise<Preview> {
    const { id } = (await bring(house, file, options).expect(201)).body as Preview;
    for (const { place, suggestions } of await names(house.manager, id))
      await post(house.manager, `${id}/names`, { place, youngPerson: suggestions[0]?.id }).expect(200);
    return get<Preview>(house.manager, id);
  }

  /** The same, and brings it in. */
  async function landed(
    house: House,
    file: string | Buffer,
    options: { name?: string; again?: boolean } = {},
  ): Promise<Preview> {
    const { id, token } = await prepared(house, file, options);
    await post(house.manager, `${id}/land`, { token }).expect(200);
    return get<Preview>(house.manager, id);
  }

  return { bring, get, post, rows, names, prepared, landed };
}
