/** What is wrong with one field of an input: its name as in the API and on the form, and a sentence that says what to do. */
export interface FieldError {
  field: string;
  message: string;
}

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone_stale'
  | 'precondition_needed'
  | 'unprocessable'
  | 'too_many'
  | 'unavailable';

/**
 * A refusal that a person can do something about. `code` (kebab-case) names it for machines,
 * `sentence` says to people what to do, `errors` point to fields where one is at fault.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly sentence: string,
    readonly errors: FieldError[] = [],
  ) {
    super(sentence);
    this.name = 'DomainError';
  }
}

export function invalid(code: string, sentence: string, errors: FieldError[] = []): DomainError {
  return new DomainError('invalid', code, sentence, errors);
}

/** One field at fault: the sentence stands beside the field and as the title. */
export function invalidField(field: string, message: string): DomainError {
  return invalid(`invalid-${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, message, [
    { field, message },
  ]);
}

/** Also the answer for what exists and may not be seen: the two must not be told apart. */
export function notFound(
  sentence = 'We could not find that. It may have been removed, or you may not have access to it.',
  errors: FieldError[] = [],
): DomainError {
  return new DomainError('not_found', 'not-found', sentence, errors);
}

export function forbidden(sentence: string): DomainError {
  return new DomainError('forbidden', 'forbidden', sentence);
}

export function conflict(code: string, sentence: string, errors: FieldError[] = []): DomainError {
  return new DomainError('conflict', code, sentence, errors);
}

/** What is refused of one of several people says whose it is. */
export async function naming<T>(
  { youngPerson }: { youngPerson: { firstName: string; lastName: string } },
  step: Promise<T>,
): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const about = (sentence: string) => `${youngPerson.firstName} ${youngPerson.lastName}: ${sentence}`;
    const errors = error.errors.map(({ field, message }) => ({ field, message: about(message) }));
    throw new DomainError(error.kind, error.code, about(error.sentence), errors);
  }
}
