import { WholeNumberField } from '../../web/fields.js';

/** The longest gap that a unit may keep, in days. */
export const MOST_GAP_DAYS = 90;

export class UnitSettingsDto {
  @WholeNumberField('Days between two breaks', { max: MOST_GAP_DAYS, required: false }) leastGapDays?: number;
}

export class UnitSettingsForm {
  @WholeNumberField('Days between two breaks', { max: MOST_GAP_DAYS }) leastGapDays: number;
}
