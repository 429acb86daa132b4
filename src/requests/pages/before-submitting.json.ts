import type { BeforeSubmitting } from '../before-submitting.service.js';
import type { BeforeSubmittingAnswer } from '../dto/before-submitting.answer.js';

/** What there is to know before a request is sent; of the first of them it is said by itself, too. */
export function beforeSubmittingJson({ each, missing }: BeforeSubmitting): BeforeSubmittingAnswer {
  const [first] = each;
  return {
    each: each.map(({ youngPerson: { id, firstName, lastName }, ...known }) => ({
      youngPerson: { id, firstName, lastName },
      ...known,
    })),
    allocations: first?.allocations ?? [],
    alike: first?.alike ?? [],
    missing,
  };
}
