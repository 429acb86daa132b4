import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { MeasureAnswer, OutcomeValueAnswer } from '../../stays/dto/outcome.answer.js';
import { PartAnswer, PartsAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'MeasureAtAsking', description: 'A measure, and how things were when the break was asked for' })
export class MeasureAtAskingAnswer extends MeasureAnswer {
  @PartAnswer(OutcomeValueAnswer, { nullable: true }) baseline: OutcomeValueAnswer | null;
}

@ApiSchema({ name: 'Baseline' })
export class BaselineAnswer {
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
  @PartsAnswer(MeasureAtAskingAnswer, 'What the council asks for') measures: MeasureAtAskingAnswer[];
}

@ApiSchema({ name: 'Baselines' })
export class BaselinesAnswer {
  @PartsAnswer(BaselineAnswer, 'Each of those for whom it is asked, whom the reader may see') items: BaselineAnswer[];
}
