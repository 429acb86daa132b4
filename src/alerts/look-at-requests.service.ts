import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { inOneGo } from '../platform/in-one-go.js';
import { OwedSteps } from '../requests/owed-steps.service.js';
import type { Finding } from './domain/alert-kinds.js';
import { offerAboutToLapse } from './domain/conditions/offer-about-to-lapse.js';
import { requestLate } from './domain/conditions/request-late.js';
import { hoursAfter, setOf, type Looking } from './looking.js';

/** What is owed to those who asked: two queries. */
@Injectable()
export class LookAtRequests {
  constructor(private readonly owed: OwedSteps) {}

  async of(manager: EntityManager, { unit, moment, settings }: Looking): Promise<Finding[]> {
    const late = setOf(settings, 'request_late', 'hoursBefore');
    const lapsing = setOf(settings, 'offer_about_to_lapse', 'hoursBefore');
    const [steps, offers] = await inOneGo(
      late && this.owed.ofUnit(manager, unit.id, hoursAfter(moment.now, late.hoursBefore)),
      lapsing && this.owed.offers(manager, unit.id, hoursAfter(moment.now, lapsing.hoursBefore)),
    );
    return [
      ...(late && steps ? requestLate(steps, late, moment) : []),
      ...(lapsing && offers ? offerAboutToLapse(offers, lapsing, moment) : []),
    ];
  }
}
