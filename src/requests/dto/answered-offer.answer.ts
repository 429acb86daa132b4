import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, PartAnswer, WordAnswer } from '../../web/answer-fields.js';
import { BookedAnswer } from './offer.answer.js';
import { OpenedRequestAnswer } from './request.answer.js';

@ApiSchema({ name: 'AcceptedOffer' })
export class AcceptedOfferAnswer {
  @IdAnswer('The offer') id: string;
  @WordAnswer('accepted') state: 'accepted';
  @PartAnswer(BookedAnswer) stay: BookedAnswer;
  @PartAnswer(OpenedRequestAnswer) request: OpenedRequestAnswer;
}

@ApiSchema({ name: 'DeclinedOffer' })
export class DeclinedOfferAnswer {
  @IdAnswer('The offer') id: string;
  @WordAnswer('declined') state: 'declined';
  @PartAnswer(OpenedRequestAnswer) request: OpenedRequestAnswer;
}
