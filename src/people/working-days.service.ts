import { Injectable } from '@nestjs/common';
import { Env } from '../../config/env.js';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import type { WorkingTime } from '../kernel/working-time.js';
import { bankHolidays } from './bank-holidays.js';

/** No deadline is further off than that, in days. */
const AHEAD = 400;

/** When the council's offices work: the hours of the configuration, without weekends and England's bank holidays. */
@Injectable()
export class WorkingDays {
  constructor(private readonly env: Env) {}

  /** Whether a day from the first to the last is a bank holiday of England. */
  async holidays(first: PlainDate, last: PlainDate): Promise<Pick<WorkingTime, 'isHoliday'>> {
    const holidays = await bankHolidays(first, last);
    return { isHoliday: (date) => holidays.has(date) };
  }

  /** To reckon with from the instant on, by the clocks of the zone. */
  async from(instant: Date, zone: string): Promise<WorkingTime> {
    const first = dateIn(instant, zone);
    const holidays = await bankHolidays(first, addDays(first, AHEAD));
    return {
      zone,
      cutOff: this.env.CUT_OFF,
      closes: this.env.OFFICE_CLOSES,
      isHoliday: (date) => holidays.has(date),
    };
  }
}
