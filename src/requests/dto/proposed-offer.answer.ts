import { ApiSchema } from '@nestjs/swagger';
import { PartsAnswer } from '../../web/answer-fields.js';
import { OfferOfRequestAnswer } from './offer.answer.js';
import { MoveAnswer } from './option.answer.js';

@ApiSchema({ name: 'ProposedOffer' })
export class ProposedOfferAnswer extends OfferOfRequestAnswer {
  @PartsAnswer(MoveAnswer, 'Booked stays that have changed beds for it') moves: MoveAnswer[];
}
