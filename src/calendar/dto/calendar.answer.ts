import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { ChoiceAnswer, IdAnswer, PartAnswer, PartsAnswer, PlainDateAnswer } from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { NIGHT_STATES, type NightState } from '../domain/night-state.js';
import { BedAnswer } from './unit.answer.js';

const SEEN = { required: false };
const SEEN_OR_NULL = { required: false, nullable: true };

@ApiSchema({
  name: 'CalendarNight',
  description: 'What the bed is on a night. For whom, and by what, is left out where I may not know it.',
})
export class CalendarNightAnswer {
  @PlainDateAnswer('The date on which the night begins') night: string;
  @ChoiceAnswer('NightState', NIGHT_STATES) state: NightState;
  @PartAnswer(GuestAnswer, SEEN) youngPerson?: GuestAnswer;
  @PlainDateAnswer('Arrival of the stay or offer', SEEN) arrival?: string;
  @PlainDateAnswer('Departure of the stay or offer', SEEN) departure?: string;
  @IdAnswer('The stay, null for an offer', SEEN_OR_NULL) stay?: string | null;
  @IdAnswer('The request, null for a stay that came from none', SEEN_OR_NULL) request?: string | null;
}

@ApiSchema({ name: 'CalendarBed' })
export class CalendarBedAnswer extends BedAnswer {
  @PartsAnswer(CalendarNightAnswer, 'Nights on which the bed is registered') nights: CalendarNightAnswer[];
}

@ApiSchema({
  name: 'NightsWithoutBed',
  description: 'Nights of a stay that has no bed, or had none: to be solved while it goes on',
})
export class NightsWithoutBedAnswer {
  @IdAnswer('The stay') stay: string;
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
  @PlainDateAnswer('The first night without a bed') arrival: string;
  @PlainDateAnswer('The day after the last') departure: string;
}

@ApiSchema({ name: 'Calendar' })
export class CalendarAnswer {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PlainDateAnswer('The first night') from: string;
  @PlainDateAnswer('The date after the last night') to: string;
  @PartsAnswer(CalendarBedAnswer, 'In the order of their numbers') beds: CalendarBedAnswer[];
  @PartsAnswer(NightsWithoutBedAnswer, 'For the unit’s own people, where there are any', SEEN)
  withoutBed?: NightsWithoutBedAnswer[];
}
