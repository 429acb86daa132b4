import { MOST_NOTICE_DAYS, SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import { ChoiceField, WholeNumberField, WordsField, YesNoField } from '../../web/fields.js';

const NOTICE = { min: 0, max: MOST_NOTICE_DAYS, required: false } as const;

export class StayNeedsDto {
  @ChoiceField('How much support they need', SUPPORT_LEVELS) supportLevel: SupportLevel;
  /** In the words of the attributes that the beds of a unit of theirs have. */
  @WordsField('What the room must have') roomNeeds: string[];
  @YesNoField('Whether they keep this room') keepsRoom: boolean;
  /** That the family needs before a break; left out, what is on record stays. */
  @WholeNumberField('The days of notice', NOTICE) noticeDays?: number;
}

/** As a page sends it: a form says nothing of boxes that are not ticked. */
export class RoomForm {
  @ChoiceField('How much support they need', SUPPORT_LEVELS) supportLevel: SupportLevel;
  @WordsField('What the room must have', { required: false }) roomNeeds?: string[];
  @YesNoField('Whether they keep this room') keepsRoom: boolean;
  @WholeNumberField('The days of notice', NOTICE) noticeDays?: number;
}
