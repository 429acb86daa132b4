import { ApiSchema } from '@nestjs/swagger';
import {
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { OfferAnswer, OtherStayAnswer } from './offer.answer.js';
import { RequestAnswer } from './request.answer.js';

@ApiSchema({ name: 'StayToCancel', description: 'A stay to come that is called off with its request' })
export class StayToCancelAnswer {
  @IdAnswer('The stay') id: string;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartAnswer(NamedAnswer, { nullable: true }) bed: NamedAnswer | null;
}

@ApiSchema({ name: 'VisitThatStays' })
export class VisitThatStaysAnswer {
  @IdAnswer('The visit') id: string;
  @PlainDateAnswer('On which day') date: string;
}

@ApiSchema({ name: 'PartThatGoes', description: 'What goes with one part of the request: one stay wanted' })
export class PartThatGoesAnswer {
  @IdAnswer('The part') part: string;
  @YesNoAnswer('Whether it gives up a place on the waiting list') waiting: boolean;
  @PartsAnswer(OfferAnswer, 'Beds that are held and would be free again') offers: OfferAnswer[];
  @PartAnswer(StayToCancelAnswer, { nullable: true }) stay: StayToCancelAnswer | null;
}

@ApiSchema({ name: 'PartThatStays', description: 'A part that cannot be withdrawn now' })
export class PartThatStaysAnswer {
  @IdAnswer('The part') part: string;
  @TextAnswer('Why not') why: string;
}

@ApiSchema({ name: 'WhatStays', description: 'What has happened already, or hangs on no request, and stays' })
export class WhatStaysAnswer {
  @PartsAnswer(PartThatStaysAnswer, 'Parts that you cannot withdraw now') parts: PartThatStaysAnswer[];
  @PartsAnswer(OtherStayAnswer, 'Stays of the request that took place, were cancelled or not come to')
  stays: OtherStayAnswer[];
  @PartsAnswer(VisitThatStaysAnswer, 'Visits that are planned at the unit') visits: VisitThatStaysAnswer[];
}

@ApiSchema({ name: 'Withdrawal', description: 'What withdrawing a request would do now' })
export class WithdrawalAnswer {
  @YesNoAnswer('Whether you may withdraw anything of it now') possible: boolean;
  @TextAnswer('Why not; empty where you may') why: string;
  @TextAnswer('Send it as `seen` when you withdraw: if something has changed since, nothing is withdrawn') seen: string;
  @PartsAnswer(PartThatGoesAnswer, 'What goes, part by part') goes: PartThatGoesAnswer[];
  @PartAnswer(WhatStaysAnswer) stays: WhatStaysAnswer;
  @PartAnswer(RequestAnswer) request: RequestAnswer;
}
