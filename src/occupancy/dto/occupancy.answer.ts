import { ApiSchema } from '@nestjs/swagger';
import type { BedNightCount } from '../../calendar/domain/count-bed-nights.js';
import { PartsAnswer, PlainDateAnswer, WholeNumberAnswer } from '../../web/answer-fields.js';

@ApiSchema({
  name: 'BedNights',
  description:
    'Bed nights by what they were. `available = booked + occupied + held + reserve + empty`, `registered = available + outOfService + closed`.',
})
export class BedNightsAnswer implements BedNightCount {
  @WholeNumberAnswer('On the unit’s registration') registered: number;
  @WholeNumberAnswer('Could be slept in') available: number;
  @WholeNumberAnswer('Of stays whose young person has not arrived yet') booked: number;
  @WholeNumberAnswer('Of stays whose young person has arrived') occupied: number;
  @WholeNumberAnswer('Held by an offer') held: number;
  @WholeNumberAnswer('Kept for emergencies') reserve: number;
  @WholeNumberAnswer('Free') empty: number;
  @WholeNumberAnswer('Of beds that could not be used') outOfService: number;
  @WholeNumberAnswer('Of a unit that was closed') closed: number;
}

@ApiSchema({ name: 'OccupancyWeek' })
export class OccupancyWeekAnswer extends BedNightsAnswer {
  @PlainDateAnswer('The Monday of the week; only nights of the range are counted') week: string;
}

@ApiSchema({ name: 'Occupancy' })
export class OccupancyAnswer extends BedNightsAnswer {
  @PlainDateAnswer('The first night') from: string;
  @PlainDateAnswer('The date after the last night') to: string;
  @WholeNumberAnswer('Nights of stays that had no bed, beside the bed nights and in none of them') withoutBed: number;
  @PartsAnswer(OccupancyWeekAnswer, 'Oldest first') weeks: OccupancyWeekAnswer[];
}
