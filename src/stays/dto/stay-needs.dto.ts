import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import { ChoiceField, WordsField, YesNoField } from '../../web/fields.js';

export class StayNeedsDto {
  @ChoiceField('How much support they need', SUPPORT_LEVELS) supportLevel: SupportLevel;
  /** In the words of the attributes that the beds of a unit of theirs have. */
  @WordsField('What the room must have') roomNeeds: string[];
  @YesNoField('Whether they keep this room') keepsRoom: boolean;
}

/** As a page sends it: a form says nothing of boxes that are not ticked. */
export class RoomForm {
  @ChoiceField('How much support they need', SUPPORT_LEVELS) supportLevel: SupportLevel;
  @WordsField('What the room must have', { required: false }) roomNeeds?: string[];
  @YesNoField('Whether they keep this room') keepsRoom: boolean;
}
