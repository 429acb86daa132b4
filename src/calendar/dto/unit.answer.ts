import { ApiSchema } from '@nestjs/swagger';
import {
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'Ages', description: 'The ages that the unit is registered for' })
export class AgesAnswer {
  @WholeNumberAnswer('The youngest age') youngest: number;
  @WholeNumberAnswer('The oldest age') oldest: number;
}

@ApiSchema({ name: 'Bed' })
export class BedAnswer extends NamedAnswer {
  @TextsAnswer('What is special about the bed or its room') attributes: string[];
  @TextAnswer('Which part of the house the room lies in; null where nobody has said', { nullable: true })
  area: string | null;
}

@ApiSchema({ name: 'UnitBed' })
export class UnitBedAnswer extends BedAnswer {
  @PlainDateAnswer('Since when it is on the unit’s registration: stays and occupancy from this day on count on it')
  registeredFrom: string;
}

@ApiSchema({ name: 'ForFamilies', description: 'What families are told; null is what nobody has said' })
export class ForFamiliesAnswer {
  @TextAnswer('The telephone number of the unit', { nullable: true }) telephone: string | null;
  @TextAnswer('The usual time to arrive, such as 16:00', { nullable: true }) arriveAt: string | null;
  @TextAnswer('The usual time to leave, such as 10:00', { nullable: true }) leaveAt: string | null;
}

@ApiSchema({ name: 'Unit' })
export class UnitAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('Name') name: string;
  @TextAnswer('The time zone whose dates the unit goes by, such as `Europe/London`') zone: string;
  @PartAnswer(AgesAnswer) ages: AgesAnswer;
  @WholeNumberAnswer('Days that must lie between two breaks of one young person; none when 0') leastGapDays: number;
  @YesNoAnswer('Whether a member of staff is awake every night') wakingNight: boolean;
  @YesNoAnswer('Whether its people may subscribe to a calendar feed of what they see of it') feedsAllowed: boolean;
  @YesNoAnswer('Whether a bed that came back may be offered to all who wait for it in turn, under one signature')
  offersInTurn: boolean;
  @PartAnswer(ForFamiliesAnswer) forFamilies: ForFamiliesAnswer;
  @PartsAnswer(UnitBedAnswer, 'In the order of their numbers') beds: UnitBedAnswer[];
}

@ApiSchema({ name: 'Units' })
export class UnitsAnswer extends pageOfAnswers(UnitAnswer) {}
