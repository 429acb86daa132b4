import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { OFFER_STATES, type OfferState } from '../domain/holding.js';

/** Somebody on a waiting list. */
export class WaitsAnswer {
  @WholeNumberAnswer('The number of the request that people say to each other') number: number;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @WholeNumberAnswer('Their place on the waiting list then') place: number;
  @WholeNumberAnswer('Their points then') points: number;
}

@ApiSchema({ name: 'PassedOver', description: 'Somebody who waits, is better placed, and could not have the bed' })
export class PassedOverOneAnswer extends WaitsAnswer {
  @IdAnswer('The part of the request: its options are under this id') id: string;
  @TextAnswer('What stood against it: that of an option, weekdays, unsuitable or not_assessed') code: string;
  @TextAnswer('The same as a sentence') sentence: string;
}

@ApiSchema({
  name: 'FromWaitingList',
  description: 'How a bed that came back was put forward: whoever it is held for, and everybody who was passed over',
})
export class PassedOverAnswer {
  @IdAnswer('The offer') offer: string;
  @PlainDateAnswer('The first of the nights that came back') arrival: string;
  @PlainDateAnswer('The day after the last of them') departure: string;
  @WholeNumberAnswer('The place on the list of whom the bed is held for') place: number;
  @WholeNumberAnswer('How many waited in all') of: number;
  @WholeNumberAnswer('Their points') points: number;
  @PartsAnswer(PassedOverOneAnswer, 'Those before them who ask for the nights, the best placed first')
  passedOver: PassedOverOneAnswer[];
  @WholeNumberAnswer(
    'How many others were passed over: further down than the first fifty, or such as the reader may not see',
  )
  unknownToReader: number;
}

@ApiSchema({ name: 'HeldFromList', description: 'Whom a bed that came back was held for' })
export class HeldFromListAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @WholeNumberAnswer('The place on the list') place: number;
  @WholeNumberAnswer('The points') points: number;
  @ChoiceAnswer('OfferState', OFFER_STATES) state: OfferState;
  @IdAnswer('The part of the request; null where the reader may not see it', { nullable: true }) request: string | null;
  @PartAnswer(KnownYoungPersonAnswer, { nullable: true }) youngPerson: KnownYoungPersonAnswer | null;
}

@ApiSchema({ name: 'FreedBed', description: 'A bed that came back on nights that somebody waited for' })
export class FreedBedAnswer {
  @IdAnswer('Id') id: string;
  @InstantAnswer('When those who wait were looked at') at: Date;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PlainDateAnswer('The first of the nights that came back') arrival: string;
  @PlainDateAnswer('The day after the last of them') departure: string;
  @WholeNumberAnswer('How many waited in all') of: number;
  @PartAnswer(HeldFromListAnswer, { nullable: true }) heldFor: HeldFromListAnswer | null;
  @PartsAnswer(PassedOverOneAnswer, 'Those who ask for the nights and could not have the bed, the best placed first')
  passedOver: PassedOverOneAnswer[];
  @WholeNumberAnswer(
    'How many others were passed over: further down than the first fifty, or such as the reader may not see',
  )
  unknownToReader: number;
}

@ApiSchema({ name: 'FreedBeds', description: 'The beds of a unit that came back, the latest first' })
export class FreedBedsAnswer {
  @PartsAnswer(FreedBedAnswer, 'The latest first') items: FreedBedAnswer[];
  @TextAnswer('The cursor of the next page', { nullable: true }) next: string | null;
}
