import type { builders, House } from './builders.js';

/** How the family put the strain, when they asked for a break far from anything else; nobody waits because of it. */
export async function strained(
  make: ReturnType<typeof builders>,
  house: House,
  youngPerson: string,
  value: number,
): Promise<void> {
  const request = await make.aRequest(house, youngPerson, { inDays: 200 });
  const { body } = await make.as(house.worker).get(`/requests/${request}/baseline`).expect(200);
  const [{ measures }] = (body as { items: [{ measures: { id: string; name: string }[] }] }).items;
  const measure = measures.find(({ name }) => name.startsWith('Strain'))!.id;
  await make
    .as(house.worker)
    .post(`/requests/${request}/baseline`, { values: [{ youngPerson, measure, value }] })
    .expect(200);
}
