import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PlainDateAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { OFFER_STATES, type OfferState } from '../offer.entity.js';

@ApiSchema({ name: 'Offer', description: 'Nights that are held for a family. A key worker sees them once signed.' })
export class OfferAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('OfferState', OFFER_STATES) state: OfferState;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @InstantAnswer('When the bed is free again unless somebody acts') expires: Date;
  @TextAnswer('Who proposed it') proposedBy: string;
  @TextAnswer('Who signed it, or null', { nullable: true }) signedBy: string | null;
  @TextAnswer('Reasons of the signature; empty until then, and for a key worker') reasons: string;
}

@ApiSchema({ name: 'OfferOfRequest' })
export class OfferOfRequestAnswer extends OfferAnswer {
  @IdAnswer('The request') request: string;
}

@ApiSchema({ name: 'BookedNights', description: 'The nights of the stay that a request led to' })
export class BookedAnswer {
  @IdAnswer('The stay') id: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
}
