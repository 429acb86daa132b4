import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  InstantAnswer,
  NumbersAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';

const OR_NULL = { nullable: true };

@ApiSchema({ name: 'StaffedNight', description: 'How many the staff of a night can take, and how many are booked' })
export class StaffedNightAnswer {
  @PlainDateAnswer('The date on which the night begins') night: string;
  @WholeNumberAnswer('How many young people can be taken; null: no limit is set', OR_NULL) take: number | null;
  @WholeNumberAnswer('How many of them at high support', OR_NULL) high: number | null;
  @WholeNumberAnswer('How many stay, are offered the night or visit on its date') booked: number;
  @WholeNumberAnswer('How many of them are at high support') highBooked: number;
  @ChoiceAnswer('FigureFrom', ['pattern', 'night'], OR_NULL) from: 'pattern' | 'night' | null;
}

@ApiSchema({ name: 'StaffingPattern' })
export class StaffingPatternAnswer {
  @PlainDateAnswer('The first night on which it holds') validFrom: string;
  @NumbersAnswer('How many can be taken, from Monday to Sunday') take: number[];
  @NumbersAnswer('How many of them at high support') high: number[];
  @TextAnswer('Who set it') setBy: string;
  @InstantAnswer('When') setAt: Date;
}

@ApiSchema({ name: 'Staffing' })
export class StaffingAnswer {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PlainDateAnswer('The first night') from: string;
  @PlainDateAnswer('The date after the last night') to: string;
  @PartsAnswer(StaffedNightAnswer, 'Night by night') nights: StaffedNightAnswer[];
}

@ApiSchema({ name: 'StaffingPatterns' })
export class StaffingPatternsAnswer {
  @PartsAnswer(StaffingPatternAnswer, 'The one that holds now, then those that are to come')
  patterns: StaffingPatternAnswer[];
}
