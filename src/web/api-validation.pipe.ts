import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { invalid } from '../kernel/domain-error.js';
import { fieldErrors } from './field-errors.js';

/** Bodies and queries hold exactly the fields that their class declares, each valid, or are refused field by field. */
export function apiValidation(): ValidationPipe {
  return new Whitelist({
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

/** The whitelist asks what a class has, and every object has what is on its prototype: such names are refused first. */
class Whitelist extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const inherited = names.filter((name) => name in Object.prototype);
    if (metadata.type !== 'custom' && inherited.length > 0) {
      const found = inherited.map((field) => ({ field, message: "We don't know this field. Remove it." }));
      throw invalid('invalid-input', 'Some of what was sent needs to be corrected.', found);
    }
    return super.transform(value, metadata);
  }
}
