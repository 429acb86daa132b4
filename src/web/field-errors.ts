import type { ValidationError } from 'class-validator';
import type { FieldError } from '../kernel/domain-error.js';
import { storable } from './clean-text.js';

/**
 * One sentence for each field at fault, the first that applies. Fields of nested objects and lists are named by
 * their path, such as `parts.0.arrival`.
 */
export function fieldErrors(errors: ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = storable([path, error.property].filter((part) => part !== '' && part !== undefined).join('.'));
    const nested = fieldErrors(error.children ?? [], field);
    const message = sentenceOf(error);
    return message === undefined ? nested : [{ field, message }, ...nested];
  });
}

function sentenceOf({ constraints }: ValidationError): string | undefined {
  if (!constraints) return undefined;
  if (constraints['whitelistValidation']) return "We don't know this field. Remove it.";
  if (constraints['unknownValue']) return 'Send one JSON object with the fields.';
  return Object.values(constraints)[0];
}
