import { dateTime } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { Baseline, NewValue } from '../baselines.service.js';
import { MOST_VALUES } from '../dto/baseline.dto.js';

/** What the page asks of each, in its order: a field for each number. */
export function baselinePage(each: readonly Baseline[], values: TypedValues) {
  let row = 0;
  return each.map(({ youngPerson, measures }) => ({
    name: `${youngPerson.firstName} ${youngPerson.lastName}`,
    rows: measures
      .filter(() => row < MOST_VALUES)
      .map(({ id, name, unit, lowest, highest, baseline }) => {
        row += 1;
        const field = `value${row}`;
        return {
          ...{ field, name, unit, asked: `${youngPerson.id}_${id}` },
          scale: `From ${lowest} to ${highest}.`,
          value: values[field] ?? String(baseline?.value ?? ''),
          written: baseline ? `Written down by ${baseline.by.name}, ${dateTime(baseline.at)}.` : '',
        };
      }),
  }));
}

/** The numbers that were typed, each with its field. */
export function typedValues(asked: readonly string[], form: object): (NewValue & { field: string })[] {
  const fields = form as Record<string, unknown>;
  return asked.flatMap((one, place) => {
    const [youngPerson = '', measure = ''] = one.split('_', 2);
    const field = `value${place + 1}`;
    const value = fields[field];
    return typeof value === 'number' ? [{ youngPerson, measure, value, field }] : [];
  });
}
