import { ChoiceField, IdField, PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';
import { BETTER, type Better } from '../domain/outcome.js';

const SCALE = { min: -1_000_000, max: 1_000_000 };

/** The numbers of one measure; what is left out stays as it is. */
export class OutcomeDto {
  @WholeNumberField('The number before the break', { ...SCALE, required: false }) before?: number;
  @WholeNumberField('The number after the break', { ...SCALE, required: false }) after?: number;
  @WholeNumberField('The number some weeks later', { ...SCALE, required: false }) later?: number;
}

export class MeasureDto {
  @TextField('What is measured', { max: 100 }) name: string;
  @TextField('What is counted', { max: 30 }) unit: string;
  @ChoiceField('Which way is better', BETTER) better: Better;
  @WholeNumberField('The lowest number', SCALE) lowest: number;
  @WholeNumberField('The highest number', SCALE) highest: number;
}

/** A unit, mine when left out, and days; `to` is exclusive. */
export class UnitRangeQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @PlainDateField('From', { required: false, typed: true }) from?: string;
  @PlainDateField('To', { required: false, typed: true }) to?: string;
}
