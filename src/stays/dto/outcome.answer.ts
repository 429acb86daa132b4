import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { BETTER, MOMENTS, type Better, type Moment } from '../domain/outcome.js';

@ApiSchema({ name: 'Measure', description: 'What the council measures before and after a stay' })
export class MeasureAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('What is measured') name: string;
  @TextAnswer('What is counted') unit: string;
  @ChoiceAnswer('Better', BETTER) better: Better;
  @WholeNumberAnswer('The lowest number of the scale') lowest: number;
  @WholeNumberAnswer('The highest number of the scale') highest: number;
  @YesNoAnswer('The council asks for it now') used: boolean;
  @YesNoAnswer('It came with the service') isShipped: boolean;
}

@ApiSchema({ name: 'Measures' })
export class MeasuresAnswer {
  @PartsAnswer(MeasureAnswer, 'Those that are asked for first') items: MeasureAnswer[];
}

@ApiSchema({ name: 'OutcomeValue' })
export class OutcomeValueAnswer {
  @WholeNumberAnswer('The number') value: number;
  @InstantAnswer('When it was written down') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'EarlierOutcomeValue' })
export class EarlierOutcomeValueAnswer extends OutcomeValueAnswer {
  @ChoiceAnswer('Moment', MOMENTS) moment: Moment;
}

@ApiSchema({ name: 'OutcomeValues' })
export class OutcomeValuesAnswer implements Record<Moment, OutcomeValueAnswer | null> {
  @PartAnswer(OutcomeValueAnswer, { nullable: true }) before: OutcomeValueAnswer | null;
  @PartAnswer(OutcomeValueAnswer, { nullable: true }) after: OutcomeValueAnswer | null;
  @PartAnswer(OutcomeValueAnswer, { nullable: true }) later: OutcomeValueAnswer | null;
}

@ApiSchema({ name: 'Outcome', description: 'A measure with its numbers of a stay' })
export class OutcomeAnswer extends MeasureAnswer {
  @PartAnswer(OutcomeValuesAnswer) values: OutcomeValuesAnswer;
  @PartsAnswer(EarlierOutcomeValueAnswer, 'What was written down before, the latest first')
  earlier: EarlierOutcomeValueAnswer[];
}

@ApiSchema({ name: 'Outcomes' })
export class OutcomesAnswer {
  @PartsAnswer(OutcomeAnswer, 'What the council asks for, and what it asked for when it was written down')
  items: OutcomeAnswer[];
}

@ApiSchema({ name: 'CountedChanges', description: 'Stays, each counted once; it says nothing of why a number changed' })
export class CountedAnswer {
  @WholeNumberAnswer('Stays that are over') stays: number;
  @WholeNumberAnswer('With both numbers') both: number;
  @WholeNumberAnswer('With a number before alone') onlyBefore: number;
  @WholeNumberAnswer('With a number after alone') onlyAfter: number;
  @WholeNumberAnswer('With neither') neither: number;
  @WholeNumberAnswer('Of both: better after') better: number;
  @WholeNumberAnswer('Of both: the same') same: number;
  @WholeNumberAnswer('Of both: worse after') worse: number;
}

@ApiSchema({ name: 'MeasureChanges' })
export class MeasureChangesAnswer extends MeasureAnswer {
  @PartAnswer(CountedAnswer) after: CountedAnswer;
  @PartAnswer(CountedAnswer) later: CountedAnswer;
}

@ApiSchema({ name: 'OutcomesOfUnit' })
export class OutcomesOfUnitAnswer {
  @PlainDateAnswer('Stays that left from this day on') from: string;
  @PlainDateAnswer('And before this day') to: string;
  @PartsAnswer(MeasureChangesAnswer, 'Each measure, with how its numbers changed') items: MeasureChangesAnswer[];
}
