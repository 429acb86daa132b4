import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { STAY_STATES, type StayState } from '../../stays/domain/stay-state.js';
import { OFFER_STATES, type OfferState } from '../domain/holding.js';

@ApiSchema({ name: 'OfferMove', description: 'A booked stay that changed beds when the nights were proposed' })
export class OfferMoveAnswer {
  @IdAnswer('The stay') stay: string;
  @IdAnswer('The young person') youngPerson: string;
  @PartAnswer(NamedAnswer) from: NamedAnswer;
  @PartAnswer(NamedAnswer) to: NamedAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
}

@ApiSchema({
  name: 'KeptYes',
  description: 'The family’s yes, kept with its bed while whoever signs looks at the nights again',
})
export class KeptYesAnswer {
  @TextAnswer('Who said it') by: string;
  @TextAnswer('How') how: string;
  @InstantAnswer('When') at: Date;
  @TextAnswer('Who wrote it down') recordedBy: string;
}

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
  @PartAnswer(KeptYesAnswer, { nullable: true })
  yes: KeptYesAnswer | null;
  @TextAnswer('Reasons of the signature; empty until then, and for a key worker') reasons: string;
  @PartsAnswer(OfferMoveAnswer, 'The moves that were made for it; none for a key worker') moves: OfferMoveAnswer[];
}

@ApiSchema({ name: 'OfferOfRequest' })
export class OfferOfRequestAnswer extends OfferAnswer {
  @IdAnswer('The request') request: string;
  @PartsAnswer(OfferAnswer, 'Held with it for brothers and sisters, where they were asked for together', {
    required: false,
  })
  together?: OfferAnswer[];
}

class NightsOfStayAnswer {
  @IdAnswer('The stay') id: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
}

@ApiSchema({ name: 'BookedNights', description: 'The nights of the stay that a request led to' })
export class BookedAnswer extends NightsOfStayAnswer {
  @YesNoAnswer('It is to come or running, and it was decided since that its nights do not suit') isRefused: boolean;
}

@ApiSchema({
  name: 'OtherStay',
  description:
    'Another stay that was booked for a request: cancelled, not come, or beside one that took place after all',
})
export class OtherStayAnswer extends NightsOfStayAnswer {
  @ChoiceAnswer('StayState', STAY_STATES) state: StayState;
}
