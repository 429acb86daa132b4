import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { apiValidation } from './api-validation.pipe.js';
import { DomainError } from '../kernel/domain-error.js';
import { fieldErrors } from './field-errors.js';
import {
  ChoiceField,
  ChoicesField,
  HalvesField,
  IdField,
  IdsField,
  InstantField,
  PlainDateField,
  TextField,
  TimeField,
  WholeNumberField,
  WordsField,
  YesNoField,
} from './fields.js';
import { readForm } from './read-form.js';

class Everything {
  @PlainDateField('Arrival', { required: false }) arrival?: string;
  @PlainDateField('From', { required: false, typed: true }) from?: string;
  @TextField('Aim', { max: 10, required: false }) aim?: string;
  @TextField('Password', { min: 3, trim: false, required: false }) password?: string;
  @WholeNumberField('Nights', { min: 1, max: 17, required: false }) nights?: number;
  @ChoiceField('Purpose', ['rest', 'family'], { required: false }) purpose?: string;
  @ChoicesField('Weekdays', [1, 2, 3], { required: false }) weekdays?: number[];
  @YesNoField('Draft', { required: false }) draft?: boolean;
  @IdField('Young person', { required: false }) youngPerson?: string;
  @IdsField('Young people', { min: 2, max: 2, required: false }) youngPeople?: string[];
  @InstantField('Time', { required: false }) at?: Date;
  @TimeField('Hour', { required: false }) hour?: string;
  @HalvesField('Tablets', { max: 20, required: false }) tablets?: number;
  @WordsField('Words', { required: false }) words?: string[];
}

class Needed {
  @PlainDateField('Arrival') arrival: string;
  @TextField('Aim') aim: string;
  @WholeNumberField('Nights') nights: number;
  @ChoiceField('Purpose', ['rest']) purpose: string;
  @ChoicesField('Weekdays', [1, 2]) weekdays: number[];
  @YesNoField('Draft') draft: boolean;
  @IdField('Young person') youngPerson: string;
}

const id = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
const other = '4f2504e0-4f89-41d3-9a0c-0305e82c3301';
const moment = 'Time must be a moment with its offset, written like 2027-03-12T16:30:00Z.';

/** The value as the service gets it, or the sentence. */
async function fromApi(field: keyof Everything, value: unknown): Promise<unknown> {
  const dto = plainToInstance(Everything, { [field]: value });
  const [error] = fieldErrors(await validate(dto));
  return error ? error.message : dto[field];
}

async function fromPage(field: keyof Everything, value: unknown): Promise<unknown> {
  const read = await readForm(Everything, { [field]: value });
  return 'errors' in read ? read.errors[field] : read.dto[field];
}

const stored = 'Aim has a character that cannot be stored. Delete it and type it again.';

describe('fields', () => {
  it.each<[keyof Everything, unknown, unknown]>([
    ['arrival', '2027-03-12', '2027-03-12'],
    ['arrival', '12/3/2027', 'Write arrival as year, month and day: 2027-03-12.'],
    ['arrival', '2027-02-31', '31 February 2027 does not exist. Check the date.'],
    ['arrival', '2206-01-01', 'The year 2206 is out of range. Check the year.'],
    ['arrival', 20270312, 'Arrival must be a date, written like 2027-03-12.'],
    ['arrival', ['2027-03-12'], 'Arrival must be a date, written like 2027-03-12.'],
    ['arrival', null, undefined],
    ['from', '12/3/2027', '2027-03-12'],
    ['aim', '  to rest\r\n! ', 'to rest\n!'],
    ['aim', '<b>$value', '<b>$value'],
    ['aim', '😀'.repeat(10), '😀'.repeat(10)],
    ['aim', '😀'.repeat(11), 'Aim must be 10 characters or fewer. You have used 11.'],
    ['aim', 'a\u0000b', stored],
    ['aim', 'a\ud800', stored],
    ['aim', '\udc00b', stored],
    ['aim', 'ŵ́ عربي', 'ŵ́ عربي'],
    ['aim', { $ne: '' }, 'Aim must be one piece of text.'],
    ['aim', 7, 'Aim must be one piece of text.'],
    ['aim', '   ', undefined],
    ['password', ' ab ', ' ab '],
    ['password', 'ab', 'Password must be 3 characters or more.'],
    ['nights', 17, 17],
    ['nights', '3', 3],
    ['nights', 18, 'Nights must be between 1 and 17.'],
    ['nights', 2.5, 'Nights must be a whole number, like 1.'],
    ['nights', '1e3', 'Nights must be a whole number, like 1.'],
    ['nights', '99999999999999999999', 'Nights must be a whole number, like 1.'],
    ['nights', true, 'Nights must be a whole number, like 1.'],
    ['purpose', 'rest', 'rest'],
    ['purpose', 'fun', 'Purpose must be one of: rest, family.'],
    ['purpose', ['rest'], 'Purpose must be one of: rest, family.'],
    ['weekdays', [3, 1], [3, 1]],
    ['weekdays', [3, 1, 3], 'Weekdays can only contain each once: “3” is there twice.'],
    ['weekdays', ['3', 3], 'Weekdays can only contain each once: “3” is there twice.'],
    ['weekdays', [], []],
    ['weekdays', 1, 'Weekdays must be a list.'],
    ['weekdays', [1, 8], 'Weekdays can only contain: 1, 2, 3.'],
    ['draft', true, true],
    ['draft', 'yes', true],
    ['draft', 'maybe', 'Draft must be true or false.'],
    ['draft', 1, 'Draft must be true or false.'],
    ['youngPerson', id, id.toLowerCase()],
    ['youngPerson', '7', 'We do not know this young person. Choose another.'],
    ['youngPerson', '\u0000', 'We do not know this young person. Choose another.'],
    ['youngPeople', [id, other], [id.toLowerCase(), other]],
    ['youngPeople', [id, id], 'Name 2 different young people.'],
    ['youngPeople', [id, other, id], 'Name 2 different young people.'],
    ['youngPeople', id, 'Name 2 different young people.'],
    ['words', ['b', 'a'], ['b', 'a']],
    ['words', ['en suite', ' en suite'], 'Words can only contain each once: “en suite” is there twice.'],
    ['youngPeople', [id, 7], 'We do not know one of these young people. Choose again.'],
    ['at', '2027-03-12T16:30:00+01:00', new Date('2027-03-12T15:30:00Z')],
    ['at', '2027-03-12T16:30', moment],
    ['at', '2027-02-31T16:30:00Z', moment],
    ['at', '2206-03-12T16:30:00Z', moment],
    ['at', '2027-03-12T25:00:00Z', moment],
    ['hour', '9.30', '09:30'],
    ['tablets', 1.5, 1.5],
    ['tablets', '1½', 1.5],
    ['tablets', '½', 0.5],
    ['tablets', ' 2 ½ ', 2.5],
    ['tablets', '2,5', 2.5],
    ['tablets', 1.25, 'Tablets must be a whole number or end in a half, like 14 or 1.5.'],
    ['tablets', '1.2', 'Tablets must be a whole number or end in a half, like 14 or 1.5.'],
    ['tablets', '½½', 'Tablets must be a whole number or end in a half, like 14 or 1.5.'],
    ['tablets', ' ', 'Tablets must be a whole number or end in a half, like 14 or 1.5.'],
    ['tablets', -0.5, 'Tablets must be between 0 and 20.'],
    ['tablets', 20.5, 'Tablets must be between 0 and 20.'],
    ['hour', '24:00', 'Enter hour on the 24-hour clock, like 16:30.'],
  ])('of the API: %s from %j is %j', async (field, value, expected) => {
    expect(await fromApi(field, value)).toEqual(expected);
  });

  it.each<[keyof Everything, unknown, unknown]>([
    ['arrival', '12/3/2027', '2027-03-12'],
    ['arrival', '31/2/2027', '31 February 2027 does not exist. Check the date.'],
    ['arrival', '12/3/206', 'The year 206 is out of range. Check the year.'],
    ['arrival', '', undefined],
    ['nights', ' 4 ', 4],
    ['nights', 'four', 'Nights must be a whole number, like 1.'],
    ['weekdays', '2', [2]],
    ['weekdays', ['1', '2'], [1, 2]],
    ['weekdays', ['2', '1', '2'], [2, 1]],
    ['words', ['en suite', ' en suite'], ['en suite']],
    ['weekdays', '9', 'Weekdays can only contain: 1, 2, 3.'],
    ['aim', ['a', 'b'], 'Aim must be one piece of text.'],
  ])('typed on a page: %s from %j is %j', async (field, value, expected) => {
    expect(await fromPage(field, value)).toEqual(expected);
  });

  it.each([{}, { arrival: '', aim: ' ', nights: '', purpose: '', weekdays: '', draft: '', youngPerson: '' }])(
    'say what to enter when a needed field is missing: %j',
    async (body) => {
      expect(await readForm(Needed, body)).toEqual({
        errors: {
          arrival: 'Enter arrival.',
          aim: 'Enter aim.',
          nights: 'Enter nights.',
          purpose: 'Choose purpose.',
          weekdays: 'Choose weekdays.',
          draft: 'Choose yes or no for draft.',
          youngPerson: 'Choose a young person.',
        },
      });
    },
  );
});

describe('apiValidation', () => {
  const check = (value: unknown) =>
    (apiValidation().transform(value, { type: 'body', metatype: Everything }) as Promise<unknown>).catch(
      (error: unknown) => error,
    );

  it('names fields that nobody knows', async () => {
    const error = (await check({ aim: 'rest', stafff: 1 })) as DomainError;
    expect(error).toBeInstanceOf(DomainError);
    expect(error.errors).toEqual([{ field: 'stafff', message: "We don't know this field. Remove it." }]);
  });

  it('refuses a list where fields belong', async () => {
    expect(await check([[]])).toBeInstanceOf(DomainError);
    expect(await check(['x'])).toBeInstanceOf(DomainError);
  });

  it('takes a body without fields as empty', async () => {
    expect(await check(undefined)).toBeInstanceOf(Everything);
  });
});
