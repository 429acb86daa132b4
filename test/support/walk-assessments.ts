import { whatIsAssessed } from './an-assessment.js';
import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** An assessment that is signed, countersigned and superseded. */
export async function walkAssessments(
  api: DocumentedApi,
  { worker, staff, manager }: House,
  make: ReturnType<typeof builders>,
  youngPerson: string,
): Promise<void> {
  const at = `/young-people/${youngPerson}`;
  await api.call(worker, `GET ${at}/assessment`, 200);
  await api.call(worker, `POST ${at}/assessments`, 201, whatIsAssessed(make));
  await api.call(worker, `POST ${at}/assessments`, 400, { ...whatIsAssessed(make), reviewBy: make.today(-1) });
  await api.call(worker, `POST ${at}/assessments/1/countersign`, 409);
  await api.call(staff, `POST ${at}/assessments/1/countersign`, 200);
  await api.call(staff, `POST ${at}/assessments`, 201, { ...whatIsAssessed(make), strengths: 'Cooks' });
  await api.call(manager, `GET ${at}/assessments?limit=1`, 200);
  await api.call(manager, `GET ${at}/assessments/2`, 200);
  await api.call(manager, `GET ${at}/assessments/1`, 200);
  await api.call(manager, `GET ${at}/assessments/9`, 404);
  await api.call(manager, `GET ${at}/assessment`, 200);
  const draft = `${at}/assessment-draft`;
  await api.call(worker, `GET ${draft}`, 404);
  await api.call(worker, `POST ${draft}`, 201);
  await api.call(staff, `PATCH ${draft}`, 200, { ratings: [{ factor: 'sleep', poses: 3 }] });
  await api.call(staff, `PATCH ${draft}`, 400, { ratings: [{ factor: 'sleep', poses: 5 }] });
  await api.call(worker, `GET ${draft}`, 200);
  await api.call(worker, `POST ${draft}/sign`, 400);
  await api.call(worker, `DELETE ${draft}`, 204);
  await api.call(worker, `POST ${draft}`, 201);
  const { noKnownConcern } = whatIsAssessed(make);
  await api.call(worker, `PATCH ${draft}`, 200, { ratings: [], noKnownConcern, reviewBy: make.today(60) });
  await api.call(worker, `POST ${draft}/sign`, 200);
  await api.call(staff, `POST ${at}/assessments/2/take-needs`, 409);
  await api.call(staff, `POST ${at}/assessments/3/take-needs`, 200);
  const { id } = await api.call<{ id: string }>(worker, `POST ${at}/information`, 201, { text: 'Police rang' });
  await api.call(worker, `POST ${at}/information`, 400, { text: '' });
  await api.call(worker, `GET ${at}/information?limit=1`, 200);
  await api.call(staff, 'GET /information', 200);
  await api.call(worker, `GET /information/${id}`, 200);
  await api.call(staff, `POST /information/${id}/looked`, 200, { outcome: 'nothing', note: 'Known to us' });
  await api.call(staff, `POST /information/${id}/looked`, 409, { outcome: 'nothing', note: 'Known to us' });
  await api.call(manager, `GET /information/${id}`, 200);
}

/** The three questions before a stay that is booked. */
export async function walkWhatChanged(api: DocumentedApi, { worker, staff }: House, stay: string): Promise<void> {
  const at = `/stays/${stay}/what-changed`;
  const nothing = { safetyChanged: false, aroundChanged: false, needsChanged: false };
  await api.call(staff, `GET ${at}`, 200);
  await api.call(worker, `POST ${at}`, 400, { ...nothing, needsChanged: true });
  await api.call(worker, `POST ${at}`, 201, { ...nothing, needsChanged: true, needs: 'New tablets' });
}
