import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';
import { walkEmergencies } from './walk-emergencies.js';

/** A child without a record comes, and the record is completed; then the emergencies. Each answer as it is documented. */
export async function walkNewcomers(
  api: DocumentedApi,
  make: ReturnType<typeof builders>,
  house: House,
): Promise<void> {
  const { unit, staff, manager } = house;
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
  await walkEmergencies(api, make, house);
}
