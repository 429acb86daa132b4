import { ApiSchema } from '@nestjs/swagger';
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
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import { SEEN_GROUP } from './fit.answer.js';
import { PassedOverOneAnswer, WaitsAnswer } from './passed-over.answer.js';

@ApiSchema({ name: 'InTurnOne', description: 'Somebody who waits for a bed that came back and could have it' })
export class InTurnOneAnswer extends WaitsAnswer {
  @IdAnswer('The part of the request') request: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('Verdict', VERDICTS) advice: Verdict;
  @TextAnswer(SEEN_GROUP) seenGroup: string;
}

@ApiSchema({ name: 'InTurn', description: 'Everybody to whom a bed that came back could be offered in turn' })
export class InTurnAnswer {
  @IdAnswer('The offer by which the bed is held for the first') offer: string;
  @TextAnswer('The word of this list, which signing it says again') seen: string;
  @PlainDateAnswer('The first of the nights that came back') arrival: string;
  @PlainDateAnswer('The day after the last of them') departure: string;
  @WholeNumberAnswer('How many wait in all') of: number;
  @PartAnswer(InTurnOneAnswer) first: InTurnOneAnswer;
  @PartsAnswer(InTurnOneAnswer, 'Those who would be next, the best placed first') next: InTurnOneAnswer[];
  @PartsAnswer(PassedOverOneAnswer, 'Those who ask for the nights and could not have them')
  passedOver: PassedOverOneAnswer[];
  @WholeNumberAnswer('How many others ask for them: too far down, or such as the reader may not see')
  unknownToReader: number;
}

@ApiSchema({ name: 'SignedListPlace', description: 'One of those to whom a bed is offered in turn' })
export class SignedListPlaceAnswer {
  @WholeNumberAnswer('Whose turn it is in which order') place: number;
  @IdAnswer('The part of the request') request: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @IdAnswer('The offer, once it was their turn', { nullable: true }) offer: string | null;
  @TextAnswer('The state of the offer', { nullable: true }) state: string | null;
}

@ApiSchema({ name: 'SignedList', description: 'A bed that is offered to several in turn, under one signature' })
export class SignedListAnswer {
  @IdAnswer('Id') id: string;
  @PlainDateAnswer('The first of the nights that came back') arrival: string;
  @PlainDateAnswer('The day after the last of them') departure: string;
  @TextAnswer('Who signed it') signedBy: string;
  @InstantAnswer('When') signedAt: Date;
  @PartsAnswer(SignedListPlaceAnswer, 'In their order') places: SignedListPlaceAnswer[];
}

@ApiSchema({ name: 'SignedLists', description: 'The lists of a unit that still go on' })
export class SignedListsAnswer {
  @PartsAnswer(SignedListAnswer, 'The latest first') items: SignedListAnswer[];
}
