import { ValidationPipe } from '@nestjs/common';
import { invalid } from '../kernel/domain-error.js';
import { fieldErrors } from './field-errors.js';

/** Bodies and queries hold exactly the fields that their class declares, each valid, or are refused field by field. */
export function apiValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const found = fieldErrors(errors).map((error) => ({ ...error, field: error.field || 'body' }));
      return invalid('invalid-input', 'Some of what was sent needs to be corrected.', found);
    },
  });
}
