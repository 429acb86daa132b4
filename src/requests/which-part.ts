import type { FieldError } from '../kernel/domain-error.js';
import { partName } from './domain/parts.js';
import { RequestRefused } from './request-refused.js';
import type { OpenedRequest } from './request-view.js';

/**
 * What can be done with one stay at a time was asked of a request that wants several: the refusal names each with its id,
 * and the page leads to where they are listed.
 */
export class WhichPart extends RequestRefused {
  override readonly errors: FieldError[];

  constructor({ id, number, parts }: Pick<OpenedRequest, 'id' | 'number' | 'parts'>) {
    super(
      `This request wants ${parts.length} breaks. Choose the one that you mean: each is found by an id of its own.`,
      { pathId: id, number },
      'which-part',
    );
    this.errors = parts.map((part) => ({ field: part.id, message: partName(part, parts) }));
  }
}
