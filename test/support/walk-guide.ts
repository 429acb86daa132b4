import type { House, TestUser } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about the matching guide, each answering as it is documented. */
export async function walkGuide(api: DocumentedApi, { manager, staff, worker }: House): Promise<void> {
  const rating = { factor: 'sleep', poses: 3, vulnerable: 3, status: 'serious' };
  const person = { age: 14, support: 'one_to_one', ratings: [rating, { ...rating, factor: 'going_missing' }] };
  const group = {
    people: [
      { ...person, id: 'ash' },
      { ...person, id: 'bo', age: 18 },
      { ...person, id: 'kit', gap: 'out_of_date' },
    ],
    guest: 'ash',
    nights: [{ night: '2027-03-12', others: ['bo', 'kit'], staff: 1, apart: ['bo'], eases: ['waking_night'] }],
    facts: [{ people: ['ash', 'bo'], decision: 'works_well', siblings: 'together' }],
    otherBeds: [{ bed: 'top floor', apart: ['bo', 'kit'] }],
  };
  await api.call(staff, 'POST /compatibility/score', 200, group);
  await api.call(staff, 'POST /compatibility/score', 400, { ...group, guest: 'nobody' });
  await api.call(worker, 'POST /compatibility/score', 403, group);
  await api.call(staff, 'GET /matching-guide', 200);
  await walkDraft(api, manager);
  await api.call(staff, 'GET /matching-guide/versions?limit=1', 200);
  for (const version of [1, 2]) await api.call(staff, `GET /matching-guide/versions/${version}`, 200);
  await api.call(staff, 'GET /matching-guide/versions/3', 404);
}

async function walkDraft(api: DocumentedApi, manager: TestUser): Promise<void> {
  const at = '/matching-guide/draft';
  const draft = await api.call<{ rules: { ageGap: object } }>(manager, `GET ${at}`, 200);
  const rules = { ...draft.rules, ageGap: { ...draft.rules.ageGap, freeYears: 2 } };
  await api.call(manager, `PUT ${at}`, 428, { rules });
  await api.call(manager, `PUT ${at}`, 412, { rules }, { 'If-Match': '"stale"' });
  await api.call(manager, `PUT ${at}`, 400, { rules: { ...rules, title: 3 } }, { 'If-Match': '*' });
  await api.call(manager, `PUT ${at}`, 200, { rules }, { 'If-Match': '*' });
  await api.call(manager, `DELETE ${at}`, 412, undefined, { 'If-Match': '"stale"' });
  await api.call(manager, `DELETE ${at}`, 204);
  await api.call(manager, `DELETE ${at}`, 409);
  await api.call(manager, `PUT ${at}`, 200, { rules }, { 'If-Match': '*' });
  for (const path of ['changes', 'preview']) await api.call(manager, `GET ${at}/${path}`, 200);
  const governance = { why: 'Two years are a school apart', agreedBy: 'The panel of May' };
  await api.call(manager, `POST ${at}/publish`, 428, governance);
  await api.call(manager, `POST ${at}/publish`, 200, governance, { 'If-Match': '*' });
  await api.call(manager, `POST ${at}/publish`, 409, governance, { 'If-Match': '*' });
}
