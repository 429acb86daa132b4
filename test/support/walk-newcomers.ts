import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** A child without a record comes, and the record is completed, each answer as it is documented. */
export async function walkNewcomers(
  api: DocumentedApi,
  make: ReturnType<typeof builders>,
  { unit, staff, manager }: House,
): Promise<void> {
  const { youngPerson } = await api.call<{ youngPerson: { id: string } }>(
    staff,
    `POST /units/${unit}/emergency-stays`,
    201,
    {
      newYoungPerson: { firstName: 'Lee', lastName: 'Nobody', dateOfBirth: '2013-05-17', dateOfBirthGuessed: true },
      ...{ departure: make.today(1), authority: 'Kit Duty' },
    },
  );
  await api.call(manager, `POST /young-people/${youngPerson.id}/complete`, 200, { caseNumber: 'C-77' });
}
