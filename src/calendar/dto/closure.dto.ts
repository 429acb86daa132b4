import { ChoiceField, PlainDateField, TextField } from '../../web/fields.js';
import { BED_REASONS, UNIT_REASONS } from '../domain/closure.js';

class NightsDto {
  /** The first night. */
  @PlainDateField('From') from: string;
  /** The first night on which it is in use again. */
  @PlainDateField('To') to: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  /** RFC 5545, such as FREQ=WEEKLY;BYDAY=MO: what lasts from `from` to `to` comes again on each of its dates. */
  @TextField('Rule', { max: 200, required: false }) rrule?: string;
}

export class CloseUnitDto extends NightsDto {
  @ChoiceField('Reason', UNIT_REASONS) reason: (typeof UNIT_REASONS)[number];
}

export class TakeBedOutDto extends NightsDto {
  @ChoiceField('Reason', BED_REASONS) reason: (typeof BED_REASONS)[number];
}

export class ReviseClosureDto {
  @PlainDateField('To', { required: false }) to?: string;
  @ChoiceField('Reason', [...new Set([...UNIT_REASONS, ...BED_REASONS])], { required: false })
  reason?: (typeof UNIT_REASONS)[number] | (typeof BED_REASONS)[number];
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class EndClosureDto {
  /** The first night on which it is in use again; when left out tonight, or its first night if that is still to come. */
  @PlainDateField('Night', { required: false }) on?: string;
}
