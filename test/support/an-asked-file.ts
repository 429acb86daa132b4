import type { builders, House } from './builders.js';

/** That a young person asks for their own file, of which no copy is released yet; its id. */
export async function anAskedFile(
  make: ReturnType<typeof builders>,
  { manager }: House,
  youngPerson: string,
): Promise<string> {
  const asked = await make
    .as(manager)
    .post(`/young-people/${youngPerson}/file`, { askedBy: 'young_person', askedOn: make.today() })
    .expect(201);
  return (asked.body as { id: string }).id;
}

/** A copy of it that was checked and released; its id. */
export async function aReleasedFile(
  make: ReturnType<typeof builders>,
  house: House,
  youngPerson: string,
): Promise<string> {
  const id = await anAskedFile(make, house, youngPerson);
  const path = `/young-people/${youngPerson}/file/${id}`;
  const read = await make.as(house.manager).get(`${path}/check`).expect(200);
  const { version } = read.body as { version: string };
  await make.as(house.manager).post(`${path}/release`, { version, checked: true }).expect(200);
  return id;
}
