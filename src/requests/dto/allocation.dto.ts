import { MOST_NIGHTS } from '../../people/domain/allocation.js';
import { PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';

export class AllocationDto {
  @PlainDateField('The first day') firstDay: string;
  /** The last day on which a night of it can begin. */
  @PlainDateField('The last day') lastDay: string;
  @WholeNumberField('Weekday nights', { max: MOST_NIGHTS }) weekday: number;
  @WholeNumberField('Weekend nights', { max: MOST_NIGHTS }) weekend: number;
  @WholeNumberField('School holiday nights', { max: MOST_NIGHTS }) holiday: number;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

/** What is left out stays as it is. */
export class ReviseAllocationDto {
  @PlainDateField('The first day', { required: false }) firstDay?: string;
  @PlainDateField('The last day', { required: false }) lastDay?: string;
  @WholeNumberField('Weekday nights', { max: MOST_NIGHTS, required: false }) weekday?: number;
  @WholeNumberField('Weekend nights', { max: MOST_NIGHTS, required: false }) weekend?: number;
  @WholeNumberField('School holiday nights', { max: MOST_NIGHTS, required: false }) holiday?: number;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  @TextField('The reason', { max: 1000 }) reason: string;
}

export class EndAllocationDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}

export class ReviseAllocationForm extends AllocationDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}
