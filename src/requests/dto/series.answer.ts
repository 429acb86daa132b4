import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { EVERY, WHICH_DATES, type Every, type WhichDates } from '../domain/series.js';

@ApiSchema({ name: 'SeriesDate', description: 'What is said of one date of a series by itself' })
export class SeriesDateAnswer {
  @PlainDateAnswer('The date that the rule gives') date: string;
  @YesNoAnswer('Whether it is left out; it can be put back') skip: boolean;
  @PlainDateAnswer('When they would arrive instead, or null', { nullable: true }) arrival: string | null;
}

@ApiSchema({ name: 'Series', description: 'How the breaks of a request repeat' })
export class SeriesAnswer {
  @ChoiceAnswer('Every', EVERY, { nullable: true }) every: Every | null;
  @TextAnswer('The recurrence rule of RFC 5545, with its end; null where a draft does not say it yet', {
    nullable: true,
  })
  rule: string | null;
  @PlainDateAnswer('The date from which it repeats; null where a draft does not say it yet', { nullable: true })
  from: string | null;
  @WholeNumberAnswer('Nights of each; null where a draft does not say it yet', { nullable: true })
  nights: number | null;
  @PlainDateAnswer('The last date on which one may begin; null for as far ahead as can be booked', { nullable: true })
  until: string | null;
  @WholeNumberAnswer('How many at most; null for as many as there are', { nullable: true }) times: number | null;
  @ChoiceAnswer('WhichDates', WHICH_DATES) which: WhichDates;
  @WholeNumberAnswer('By how many days one may begin earlier where its own date does not work') earlier: number;
  @WholeNumberAnswer('By how many days one may begin later where its own date does not work') later: number;
  @TextAnswer('The same in a sentence; null where a draft does not say all of it yet', { nullable: true })
  said: string | null;
  @PartsAnswer(SeriesDateAnswer, 'Single dates that are left out or put elsewhere') dates: SeriesDateAnswer[];
}
