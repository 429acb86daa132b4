import type { Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';
import type { FieldErrors, FormState } from '../web/forms.js';

interface Typed {
  from?: string | undefined;
  to?: string | undefined;
}

/** Dates of a page come back as they were typed, with what is wrong beside them. */
export function refuseDates(
  res: Response,
  { from = '', to = '' }: Typed,
  errors: FieldErrors,
  show: (state: FormState) => void,
): void {
  res.status(400);
  res.locals['hasErrors'] = true;
  show({ values: { from, to }, errors });
}

/** Shows the page, or, where the service refuses the dates, the same with what is wrong beside them. */
export async function answerDates(
  res: Response,
  typed: Typed,
  show: (state: FormState) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    const errors = Object.fromEntries(error.errors.map(({ field, message }) => [field, message]));
    if (!errors['from'] && !errors['to']) throw error;
    refuseDates(res, typed, errors, show);
  }
}
