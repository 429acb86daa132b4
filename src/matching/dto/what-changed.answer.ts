import { ApiSchema } from '@nestjs/swagger';
import { InstantAnswer, PartsAnswer, PlainDateAnswer, TextAnswer, YesNoAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'ChangeAnswers', description: 'An empty text says that nothing has changed' })
export class ChangeAnswersAnswer {
  @TextAnswer('What makes them, or others around them, less safe') safety: string;
  @TextAnswer('What changed at home, at school or with friends') around: string;
  @TextAnswer('What changed in what they need') needs: string;
  @InstantAnswer('When it was answered') at: Date;
  @TextAnswer('Who answered') by: string;
}

@ApiSchema({ name: 'WhatChanged', description: 'What was answered before a stay' })
export class WhatChangedAnswer {
  @YesNoAnswer('Whether it was answered in time for this stay') isAnswered: boolean;
  @PlainDateAnswer('From this day on answers count for this stay') askFrom: string;
  @TextAnswer('Who answered, or whose move it is, as a sentence') says: string;
  @PartsAnswer(ChangeAnswersAnswer, 'The latest first, which holds') answers: ChangeAnswersAnswer[];
}
