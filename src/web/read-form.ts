import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { fieldErrors } from './field-errors.js';
import { PAGE } from './fields.js';

export type FieldErrors = Record<string, string>;

export type ReadForm<T> = { dto: T } | { errors: FieldErrors };

/** The posted form as its class, which holds only fields that it declares, or a sentence for each field at fault. */
export async function readForm<T extends object>(type: new () => T, body: unknown): Promise<ReadForm<T>> {
  const fields = Object.fromEntries(Object.entries((body ?? {}) as object).filter(([name]) => !name.startsWith('_')));
  const dto = plainToInstance(type, fields, { groups: [PAGE] });
  const found = await validate(dto, { whitelist: true, stopAtFirstError: true, forbidUnknownValues: false });
  if (found.length === 0) return { dto };
  return { errors: Object.fromEntries(fieldErrors(found).map(({ field, message }) => [field, message])) };
}
