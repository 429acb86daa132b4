import type { FieldError } from '../../kernel/domain-error.js';
import type { Fault } from './protected.js';

/** The faults as fields of an input, named as everywhere in the API. @example atFields([{ place: 'bands[2].from', … }], 'rules'); // field: 'rules.bands.2.from' */
export function atFields(faults: readonly Fault[], part = ''): FieldError[] {
  return faults.map(({ place, reason }) => {
    const path = place.replaceAll(/\[(\d+)\]/g, '.$1');
    return { field: [part, path].filter(Boolean).join('.'), message: reason };
  });
}
