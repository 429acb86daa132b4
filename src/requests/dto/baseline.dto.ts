import { IdField, WholeNumberField, WordsField } from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';

const SCALE = { min: -1_000_000, max: 1_000_000 };
/** Six young people, and what a council measures of each. */
export const MOST_VALUES = 80;

export class BaselineValueDto {
  @IdField('Young person') youngPerson: string;
  @IdField('Measure') measure: string;
  @WholeNumberField('The number', SCALE) value: number;
}

/** How things are when a break is asked for; what is left out stays as it is. */
export class BaselineDto {
  @PartsField('Numbers', BaselineValueDto, { max: MOST_VALUES }) values?: BaselineValueDto[];
}

/** What the page asks, each as whose it is and of what; the number of the first is `value1`, and so on. */
export class BaselineForm {
  @WordsField('What was asked', { max: MOST_VALUES, required: false }) asked?: string[];
}

for (let row = 1; row <= MOST_VALUES; row += 1)
  WholeNumberField('The number', { ...SCALE, required: false })(BaselineForm.prototype, `value${row}`);
