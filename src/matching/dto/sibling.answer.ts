import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import { ChoiceAnswer, InstantAnswer, PartAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'Sibling', description: 'A brother or a sister, and whether the two stay together' })
export class SiblingAnswer {
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @ChoiceAnswer('SiblingRelation', ['together', 'apart']) relation: 'together' | 'apart';
  @TextAnswer('What it rests on') note: string;
  @InstantAnswer('When it was recorded') at: Date;
  @TextAnswer('Who recorded it') by: string;
}

@ApiSchema({ name: 'Siblings' })
export class SiblingsAnswer {
  @PartsAnswer(SiblingAnswer, 'Of whom I may read both') items: SiblingAnswer[];
}
