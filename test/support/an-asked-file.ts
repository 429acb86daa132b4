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
