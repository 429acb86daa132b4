import { ApiSchema } from '@nestjs/swagger';
import { ChoiceAnswer, IdAnswer, PartAnswer, WordAnswer } from '../../web/answer-fields.js';
import { BookedAnswer } from './offer.answer.js';
import { OpenedRequestAnswer } from './request.answer.js';

@ApiSchema({ name: 'AcceptedOffer' })
export class AcceptedOfferAnswer {
  @IdAnswer('The offer') id: string;
  @ChoiceAnswer('AcceptedOfferState', ['accepted', 'agreed']) state: 'accepted' | 'agreed';
  @PartAnswer(BookedAnswer, { nullable: true })
  stay: BookedAnswer | null;
  @PartAnswer(OpenedRequestAnswer) request: OpenedRequestAnswer;
}

@ApiSchema({ name: 'DeclinedOffer' })
export class DeclinedOfferAnswer {
  @IdAnswer('The offer') id: string;
  @WordAnswer('declined') state: 'declined';
  @PartAnswer(OpenedRequestAnswer) request: OpenedRequestAnswer;
}
