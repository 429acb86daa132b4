import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ROLES, type Role } from '../../identity/domain/actor.js';
import { NamedAimAnswer } from '../../people/dto/family-plan.answer.js';
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
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { URGENCIES, type Urgency } from '../domain/deadlines.js';
import { REQUEST_STATES, type RequestState } from '../domain/states.js';
import { GoneOverAnswer } from '../../stays/dto/stay.answer.js';
import { SeriesAnswer } from './series.answer.js';
import { BookedAnswer, OfferAnswer, OtherStayAnswer } from './offer.answer.js';

const OCCURRENCE =
  'Of a request that repeats: the date that the rule gives, by which the stay is known wherever it is put; else null';
const WISHED = 'Of a request that repeats: the arrival that is asked for; else null';

@ApiSchema({ name: 'NextAction', description: 'Whose move it is' })
export class NextActionAnswer {
  @TextAnswer('What is to be done, as a sentence without its end') action: string;
  @ChoiceAnswer('Role', ROLES) owner: Role;
  @InstantAnswer('When it must be done by; null where no time is set', { nullable: true }) due: Date | null;
}

@ApiSchema({ name: 'Window', description: 'A stretch of dates in which the stay may lie' })
export class WindowAnswer {
  @PlainDateAnswer('The earliest arrival') from: string;
  @PlainDateAnswer('The latest departure') to: string;
}

@ApiSchema({ name: 'PartPlace', description: 'Which of the stays wanted it is, of those that the reader may see' })
export class PartPlaceAnswer {
  @IdAnswer('The part, by which it is found like a request') id: string;
  @WholeNumberAnswer('Its place, from 1') position: number;
  @WholeNumberAnswer('Of how many') of: number;
}

@ApiSchema({
  name: 'Request',
  description: 'A request for a break; of one that wants several stays, a part of it',
})
export class RequestAnswer {
  @IdAnswer('Id') id: string;
  @WholeNumberAnswer('The number that people know it by') number: number;
  @ChoiceAnswer('Urgency', URGENCIES) urgency: Urgency;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @WholeNumberAnswer('How many nights are asked for; null where a draft does not say yet', { nullable: true })
  nights: number | null;
  @PlainDateAnswer('The earliest arrival; null where a draft does not say yet', { nullable: true }) from: string | null;
  @PlainDateAnswer('The latest departure; null where a draft does not say yet', { nullable: true }) to: string | null;
  @PartsAnswer(WindowAnswer, 'The stretches of dates in which the stay may lie, in their order')
  windows: WindowAnswer[];
  @PartAnswer(PartPlaceAnswer) part: PartPlaceAnswer;
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 7 },
    description: 'ISO weekdays (Monday 1) of the nights that suit; empty when any does',
  })
  weekdays: number[];
  @PartAnswer(SeriesAnswer, { nullable: true }) series: SeriesAnswer | null;
  @PlainDateAnswer(OCCURRENCE, { nullable: true }) occurrence: string | null;
  @PlainDateAnswer(WISHED, { nullable: true }) wishedArrival: string | null;
  @TextAnswer('What the break is for beside the aims; may be empty where one is named, or in a draft') purpose: string;
  @PartsAnswer(NamedAimAnswer, 'The aims of the family plan that it is for') aims: NamedAimAnswer[];
  @TextAnswer(
    'What the young person says, in their own words; of brothers and sisters, the one named first; may be empty',
  )
  wishes: string;
  @TextAnswer('What the family says; may be empty') familyWishes: string;
  @TextAnswer('What else the unit should know; may be empty') unitShouldKnow: string;
  @PartAnswer(NamedAnswer) askedBy: NamedAnswer;
  @PartsAnswer(NamedAnswer, 'Who works on it beside the key worker') coWorkers: NamedAnswer[];
  @InstantAnswer('When it was written') createdAt: Date;
  @InstantAnswer('When it was submitted; null for what never was', { nullable: true }) submittedAt: Date | null;
  @ChoiceAnswer('RequestState', REQUEST_STATES) state: RequestState;
  @InstantAnswer('When it came into this state; of a stay, when it was booked') stateSince: Date;
  @PartAnswer(NextActionAnswer, { nullable: true }) nextAction: NextActionAnswer | null;
  @PartAnswer(NextActionAnswer, { nullable: true }) alsoOwed: NextActionAnswer | null;
  @PartsAnswer(OfferAnswer, 'The options that are open now, those that are signed first') offers: OfferAnswer[];
  /** The first of them. */
  @PartAnswer(OfferAnswer, { nullable: true }) offer: OfferAnswer | null;
  @PartAnswer(BookedAnswer, { nullable: true }) stay: BookedAnswer | null;
  @PartsAnswer(OtherStayAnswer, 'Other stays that were booked for it, earliest first') otherStays: OtherStayAnswer[];
}

@ApiSchema({ name: 'RequestPart', description: 'One stay wanted, beside the others of its request' })
export class RequestPartAnswer {
  @IdAnswer('Id, by which it is found like a request') id: string;
  @WholeNumberAnswer('Its place, from 1') position: number;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @InstantAnswer('When it was submitted; null for what never was', { nullable: true }) submittedAt: Date | null;
  @ChoiceAnswer('RequestState', REQUEST_STATES) state: RequestState;
  @PartAnswer(NextActionAnswer, { nullable: true }) nextAction: NextActionAnswer | null;
  @WholeNumberAnswer('How many nights are asked for; null where a draft does not say yet', { nullable: true })
  nights: number | null;
  @PlainDateAnswer('The earliest arrival; null where a draft does not say yet', { nullable: true }) from: string | null;
  @PlainDateAnswer('The latest departure; null where a draft does not say yet', { nullable: true }) to: string | null;
  @PartsAnswer(WindowAnswer, 'The stretches of dates in which the stay may lie, in their order')
  windows: WindowAnswer[];
  @PlainDateAnswer(OCCURRENCE, { nullable: true }) occurrence: string | null;
  @PlainDateAnswer(WISHED, { nullable: true }) wishedArrival: string | null;
  @TextAnswer('What this young person says, in their own words; may be empty') wishes: string;
  @PartsAnswer(NamedAimAnswer, 'The aims of this young person’s family plan that it is for') aims: NamedAimAnswer[];
  @PartAnswer(OfferAnswer, { nullable: true }) offer: OfferAnswer | null;
  @PartsAnswer(OfferAnswer, 'The options that are open now, those that are signed first') offers: OfferAnswer[];
  @PartAnswer(BookedAnswer, { nullable: true }) stay: BookedAnswer | null;
}

@ApiSchema({
  name: 'OpenedRequest',
  description:
    'A request with its parts. Opened by its own id, where it wants several stays, its state and dates are those of the part whose next step is most pressing.',
})
export class OpenedRequestAnswer extends RequestAnswer {
  @PartsAnswer(RequestPartAnswer, 'Every stay wanted that the reader may see, in their order')
  parts: RequestPartAnswer[];
}

@ApiSchema({ name: 'RequestEvent', description: 'A step of a request, or of its stay' })
export class RequestEventAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('The name of who did it; null for what the clock did', { nullable: true }) by: string | null;
  @TextAnswer('The key worker for whom they stood in then, or null', { nullable: true }) onBehalfOf: string | null;
  @TextAnswer('What was done, such as `submit`; of a stay, such as `arrived`') action: string;
  @TextAnswer('The request’s state before; null for a step of its stay', { nullable: true }) from: string | null;
  @TextAnswer('The request’s state after; for a step of its stay, what was done') to: string;
  @TextAnswer('Reasons given; may be empty') note: string;
  @TextAnswer(
    'The reason from the list, of a declined request or of how its stay ended; of a signature what was decided; null without one, and for a CAS worker but where they may read it of the stay',
    { nullable: true },
  )
  code: string | null;
  @TextAnswer('A step of its stay, as a sentence; null for a step of the request itself', { nullable: true })
  said: string | null;
  @PlainDateAnswer('Arrival of the nights concerned, or null', { nullable: true }) arrival: string | null;
  @PlainDateAnswer('Departure of the nights concerned, or null', { nullable: true }) departure: string | null;
  @IdAnswer('The part of the request that it concerns') part: string;
}

@ApiSchema({ name: 'RequestWithEvents', description: 'A request with its timeline' })
export class RequestWithEventsAnswer extends OpenedRequestAnswer {
  @PartsAnswer(RequestEventAnswer, 'The latest 200 steps of the timeline, oldest first') events: RequestEventAnswer[];
  @TextAnswer('The cursor of the steps before these, for `listRequestEvents`; null where there are none', {
    nullable: true,
  })
  olderEvents: string | null;
  @PartsAnswer(GoneOverAnswer, 'What a manager went over for its nights, oldest first; empty for a CAS worker')
  goneOver: GoneOverAnswer[];
}

@ApiSchema({ name: 'RequestEvents' })
export class RequestEventsAnswer extends pageOfAnswers(RequestEventAnswer) {}

@ApiSchema({ name: 'Requests' })
export class RequestsAnswer extends pageOfAnswers(RequestAnswer) {}
