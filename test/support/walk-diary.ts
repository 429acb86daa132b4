import { expect } from '@jest/globals';
import type { builders, House } from './builders.js';
import { aDiary, diaries, type Preview } from './diaries.js';
import type { DocumentedApi } from './documented-api.js';
import type { TestApp } from './test-app.js';

/** Every call about a diary that is brought in; of the one that brings a file, the answer is compared by itself. */
export async function walkDiary(api: DocumentedApi, make: ReturnType<typeof builders>, house: House): Promise<void> {
  const { app } = api;
  const { manager, staff, unit } = house;
  const youngPerson = await make.aYoungPerson(house);
  const begin = async (file: string) => {
    const { status, type, body } = await diaries(app).bring(house, file);
    expect(api.faultsOf('POST', `/units/${unit}/diary-imports`, status, type, body)).toEqual([]);
    return body as Preview;
  };
  const nights = [make.today(200), make.today(202)];
  const { id } = await begin(
    aDiary(['Somebody', ...nights, '', ''], ['Closed', make.today(210), make.today(211), '', '']),
  );
  expect((await diaries(app).bring(house, 'Name,From,To').expect(400)).body).toMatchObject({
    errors: [{ field: 'file' }],
  });
  const path = `/diary-imports/${id}`;
  await api.call(staff, `GET /units/${unit}/diary-imports`, 200);
  await api.call(staff, `POST ${path}/columns`, 200, { name: 0, arrival: 1, departure: 2 });
  await api.call(staff, `POST ${path}/columns`, 400, { name: 0 });
  await api.call(staff, `GET ${path}/names`, 200);
  await api.call(staff, `POST ${path}/names`, 200, { place: 0, youngPerson });
  await api.call(staff, `GET ${path}/rows`, 200);
  const { token } = await api.call<Preview>(staff, `GET ${path}`, 200);
  await api.call(staff, `POST ${path}/land`, 403, { token });
  await api.call(manager, `POST ${path}/land`, 200, { token });
  await api.call(manager, `POST ${path}/land`, 409, { token });
  await api.call(staff, `GET ${path}/rows`, 200);
  await api.call(manager, `POST ${path}/undo`, 200);
  const other = await begin(aDiary(['Somebody else', ...nights, '', '']));
  await api.call(staff, `POST /diary-imports/${other.id}/discard`, 200);
}

/** Two diaries of the house: one that is looked at, and one that has landed. */
export async function twoDiaries(app: TestApp, make: ReturnType<typeof builders>, house: House): Promise<string[]> {
  const past = [make.today(-60), make.today(-58)];
  const open = await diaries(app).bring(
    house,
    aDiary(['Ash Example', ...past, '', ''], ['Sol', 'next week', '', '', '']),
  );
  const landed = await diaries(app).landed(house, aDiary(['Sol Example', ...past, '', '']));
  return [(open.body as Preview).id, landed.id];
}
