import { NumbersField, PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';

/** What no house has: a slip of the finger. How many beds there are decides the rest. */
const MOST = 999;

export class StaffingPatternDto {
  /** The first night on which it holds; tonight when left out. */
  @PlainDateField('Valid from', { required: false }) validFrom?: string;
  /** How many can be taken on each night, from Monday to Sunday. */
  @NumbersField('How many can be taken', { count: 7, max: MOST }) take: number[];
  /** How many of them at high support. */
  @NumbersField('How many at high support', { count: 7, max: MOST }) high: number[];
}

export class StaffedNightDto {
  @PlainDateField('Night') night: string;
  @WholeNumberField('How many can be taken', { max: MOST }) take: number;
  @WholeNumberField('How many at high support', { max: MOST }) high: number;
  @TextField('Note', { max: 500, required: false }) note?: string;
}

export class BackToPatternDto {
  @PlainDateField('Night') night: string;
  @TextField('Note', { max: 500, required: false }) note?: string;
}
