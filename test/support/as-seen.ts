import type { builders } from './builders.js';
import type { TestUser } from './builders.js';

/** A step that is taken with all breaks of a series as they stand in its list: whoever takes it has just looked at them. */
export async function asSeen(
  make: ReturnType<typeof builders>,
  by: TestUser,
  requestId: string,
  step: 'sign' | 'accept',
  body: object,
) {
  const list = `/requests/${requestId}/occurrences`;
  const { headers } = await make.as(by).get(list).expect(200);
  return make
    .as(by)
    .post(`${list}/${step}`, body)
    .set('If-Match', headers['etag'] ?? '');
}

/** What is shown of every break that waits for a signature, as a script says it with the offers that it signs. */
export async function seenGroupsOf(
  make: Pick<ReturnType<typeof builders>, 'as'>,
  by: TestUser,
  requestId: string,
): Promise<{ offer: string; seenGroup: string }[]> {
  const { body } = await make.as(by).get(`/requests/${requestId}/occurrences`).expect(200);
  const { occurrences } = body as { occurrences: { seenGroups: { offer: string; seenGroup: string }[] }[] };
  return occurrences.flatMap(({ seenGroups }) => seenGroups);
}
