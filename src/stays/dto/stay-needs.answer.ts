import { ApiSchema } from '@nestjs/swagger';
import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';

@ApiSchema({ name: 'LackingStay', description: 'Booked nights in a room that lacks something of what they need' })
export class LackingStayAnswer {
  @IdAnswer('The stay') stay: string;
  @TextAnswer('The bed') bed: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @TextsAnswer('What it lacks') lacks: string[];
}

@ApiSchema({ name: 'StayNeeds', description: 'What a stay of a young person asks of the house' })
export class StayNeedsAnswer {
  @ChoiceAnswer('SupportLevel', SUPPORT_LEVELS) supportLevel: SupportLevel;
  @TextsAnswer('What their room must have') roomNeeds: string[];
  @YesNoAnswer('No stay of theirs is moved to make room for another') keepsRoom: boolean;
  @WholeNumberAnswer('Days of notice that the family needs; null where nobody has recorded it', { nullable: true })
  noticeDays: number | null;
  @PartsAnswer(LackingStayAnswer, 'What is booked and no longer suits; it stays booked until somebody moves it')
  lacking: LackingStayAnswer[];
}
