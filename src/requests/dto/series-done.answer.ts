import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, PartsAnswer, PlainDateAnswer, TextAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'SeriesStepDone' })
export class SeriesStepDoneAnswer {
  @PlainDateAnswer('The date of the break') date: string;
  @IdAnswer('The part') part: string;
  @IdAnswer('The offer, of a step about one', { required: false }) offer?: string;
}

@ApiSchema({ name: 'SeriesStepLeft' })
export class SeriesStepLeftAnswer {
  @PlainDateAnswer('The date of the break') date: string;
  @IdAnswer('The part') part: string;
  @TextAnswer('Why it was left as it is') why: string;
}

@ApiSchema({ name: 'SeriesStepMore' })
export class SeriesStepMoreAnswer {
  @PlainDateAnswer('The date of the break') date: string;
  @IdAnswer('The part') part: string;
}

@ApiSchema({ name: 'SeriesDone', description: 'What was done of a series, break by break; one never sinks the others' })
export class SeriesDoneAnswer {
  @PartsAnswer(SeriesStepDoneAnswer, 'The breaks for which it was done') done: SeriesStepDoneAnswer[];
  @PartsAnswer(SeriesStepLeftAnswer, 'The breaks that were left as they are') left: SeriesStepLeftAnswer[];
  @PartsAnswer(
    SeriesStepDoneAnswer,
    'Of the family’s yes: breaks of which it is kept, with their beds, until whoever signs has looked at the nights again',
    { required: false },
  )
  kept?: SeriesStepDoneAnswer[] | undefined;
  @PartsAnswer(SeriesStepMoreAnswer, 'Where offers were named: breaks that wait for the same and are none of them', {
    required: false,
  })
  more?: SeriesStepMoreAnswer[] | undefined;
}
