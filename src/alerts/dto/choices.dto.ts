import { ChoiceField, TimeField, YesNoField } from '../../web/fields.js';
import { PartField } from '../../web/part-field.js';
import { WHILE_AWAY, type WhileAway } from '../domain/choices.js';
import type { NoticeTopic } from '../domain/notice-kinds.js';
import { HOW, type How } from '../domain/when-to-send.js';

const OPTIONAL = { required: false };

/** How I hear of each topic; what is left out stays as it is. */
export class HowDto implements Partial<Record<NoticeTopic, How>> {
  @ChoiceField('Offers', HOW, OPTIONAL) offers?: How;
  @ChoiceField('Free nights', HOW, OPTIONAL) enquiries?: How;
  @ChoiceField('What was reported', HOW, OPTIONAL) information?: How;
  @ChoiceField('Emergencies', HOW, OPTIONAL) emergencies?: How;
  @ChoiceField('Work with others', HOW, OPTIONAL) jointWork?: How;
  @ChoiceField('Stays that are over', HOW, OPTIONAL) reviews?: How;
  @ChoiceField('Alerts', HOW, OPTIONAL) alerts?: How;
}

export class QuietDto {
  @YesNoField('Quiet hours', OPTIONAL) on?: boolean;
  @TimeField('When the quiet hours begin', OPTIONAL) from?: string;
  @TimeField('When the quiet hours end', OPTIONAL) until?: string;
}

export class ChoicesDto {
  @PartField('How I hear of what', HowDto) how?: HowDto;
  @PartField('When nothing is sent', QuietDto) quiet?: QuietDto;
  @ChoiceField('Who hears while I am away', WHILE_AWAY, OPTIONAL) whileAway?: WhileAway;
}

export class ChoicesForm extends HowDto {
  @YesNoField('Quiet hours') quiet: boolean;
  @TimeField('When the quiet hours begin', OPTIONAL) from?: string;
  @TimeField('When the quiet hours end', OPTIONAL) until?: string;
  @ChoiceField('Who hears while I am away', WHILE_AWAY, OPTIONAL) whileAway?: WhileAway;
}
