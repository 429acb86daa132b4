import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { addMonths, type Nights, type PlainDate } from '../kernel/nights.js';
import { readCarePlans } from './readiness-reader.js';

/** A booked stay, and how long the care plan counts that it needs. */
export interface CarePlanned extends Nights {
  id: string;
  youngPersonId: string;
  /** The last day of arrival for which the care plan is not too old; null where there is none, or none is asked for. */
  carePlanUntil: PlainDate | null;
}

/** Until when care plans are fresh enough for the stays that are booked. */
@Injectable()
export class CarePlans {
  constructor(private readonly env: Env) {}

  /** Of the stays at a unit that are booked and begin on these days: one query. The caller may read them. */
  async ofBooked(manager: EntityManager, unitId: string, nights: Nights): Promise<CarePlanned[]> {
    const stays = await readCarePlans(manager, unitId, nights);
    return stays.map(({ carePlan, ...stay }) => ({
      ...stay,
      carePlanUntil: carePlan && addMonths(carePlan, this.env.READY_MONTHS),
    }));
  }
}
