import { ApiSchema } from '@nestjs/swagger';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { OFFER_STATES, type OfferState } from '../domain/holding.js';
import { RESULTS, type SeriesResult } from '../domain/judge-series.js';
import { REQUEST_STATES, type RequestState } from '../domain/states.js';
import { TOLD, type Told } from '../domain/their-side.js';
import { LOOK_AGAIN, type LookAgainAt } from '../series-look.js';
import { SEEN_GROUP } from './fit.answer.js';
import { SeriesAnswer } from './series.answer.js';

@ApiSchema({ name: 'OccurrenceNights', description: 'Other nights on which a break of a series could be' })
export class OccurrenceNightsAnswer {
  @PlainDateAnswer('The arrival') arrival: string;
  @PlainDateAnswer('The departure') departure: string;
  @ChoiceAnswer('Verdict', VERDICTS, { nullable: true }) verdict: Verdict | null;
  @ChoiceAnswer('TheirAdvice', TOLD, { nullable: true }) told: Told | null;
  @TextsAnswer('Booked stays that would change beds for it, each as it is agreed to') moves: string[];
}

@ApiSchema({
  name: 'OccurrenceOffer',
  description: 'The nights that are held for a break, also where others were asked',
})
export class OccurrenceOfferAnswer {
  @IdAnswer('The offer') id: string;
  @ChoiceAnswer('OfferState', OFFER_STATES) state: OfferState;
  @PlainDateAnswer('The arrival') arrival: string;
  @PlainDateAnswer('The departure') departure: string;
}

@ApiSchema({ name: 'OccurrenceStay', description: 'The nights that are booked for a break' })
export class OccurrenceStayAnswer {
  @IdAnswer('The stay') id: string;
  @PlainDateAnswer('The arrival') arrival: string;
  @PlainDateAnswer('The departure') departure: string;
}

@ApiSchema({
  name: 'SeenOffer',
  description: 'An offer that waits for a signature, with what is shown of it in a word',
})
export class SeenOfferAnswer {
  @IdAnswer('The offer') offer: string;
  @TextAnswer(SEEN_GROUP) seenGroup: string;
}

@ApiSchema({ name: 'Occurrence', description: 'One break of a series, and how it comes out' })
export class OccurrenceAnswer {
  @PlainDateAnswer('The date that the rule gives, by which it is known') date: string;
  @PlainDateAnswer('The arrival that is booked, or else asked for') arrival: string;
  @PlainDateAnswer('The departure that is booked, or else asked for') departure: string;
  @YesNoAnswer('Whether it is left out') skipped: boolean;
  @IdAnswer('The part of the request, once it has been sent; null before', { nullable: true }) part: string | null;
  @ChoiceAnswer('RequestState', REQUEST_STATES, { nullable: true }) state: RequestState | null;
  @PartAnswer(OccurrenceOfferAnswer, { nullable: true }) offer: OccurrenceOfferAnswer | null;
  @PartAnswer(OccurrenceStayAnswer, { nullable: true }) stay: OccurrenceStayAnswer | null;
  @ChoiceAnswer('SeriesResult', RESULTS, { nullable: true }) result: SeriesResult | null;
  @ChoiceAnswer('Verdict', VERDICTS, { nullable: true }) verdict: Verdict | null;
  @ChoiceAnswer('TheirAdvice', TOLD, { nullable: true }) told: Told | null;
  @ChoiceAnswer('LookAgain', LOOK_AGAIN, { nullable: true }) lookAgain: LookAgainAt['why'] | null;
  @PartsAnswer(SeenOfferAnswer, 'Each that waits for a signature; none for a key worker') seenGroups: SeenOfferAnswer[];
  @TextsAnswer('What stands against it, or what a key worker is told of it') reasons: string[];
  @TextsAnswer('Booked stays that would change beds for it, each as it is agreed to') moves: string[];
  @PartsAnswer(OccurrenceNightsAnswer, 'Other nights of its days on which it could be, nearest first')
  others: OccurrenceNightsAnswer[];
}

@ApiSchema({ name: 'Occurrences', description: 'Every break of a series with its own result' })
export class OccurrencesAnswer {
  @PartAnswer(SeriesAnswer) series: SeriesAnswer;
  @PlainDateAnswer('The first date around which no school terms are on record; null where they are, or do not matter', {
    nullable: true,
  })
  termsUnknown: string | null;
  @TextAnswer('What the rule leaves out because not every month or year has it; null where nothing is', {
    nullable: true,
  })
  leftOut: string | null;
  @PartsAnswer(OccurrenceAnswer, 'In the order of their dates') occurrences: OccurrenceAnswer[];
}
