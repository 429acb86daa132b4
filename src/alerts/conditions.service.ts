import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { theUnit } from '../identity/domain/actor.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { Conditions } from './conditions.js';
import type { Finding } from './domain/alert-kinds.js';
import { momentOf } from './domain/conditions/moment.js';
import type { AlertSettings } from './domain/settings-of-unit.js';
import { LookAtBeds } from './look-at-beds.service.js';
import { LookAtPeople } from './look-at-people.service.js';
import { LookAtRequests } from './look-at-requests.service.js';

/** What is worth acting on at a unit, as it follows from the records at one moment: nothing of it is written down here. */
@Injectable()
export class AlertConditions extends Conditions {
  constructor(
    private readonly calendar: CalendarService,
    private readonly tonight: Tonight,
    private readonly requests: LookAtRequests,
    private readonly beds: LookAtBeds,
    private readonly people: LookAtPeople,
  ) {
    super();
  }

  /** Of the kinds that are on: as many queries for one row as for thousands, and none for what only a kind that is off needs. */
  async look(manager: EntityManager, unitId: string, settings: AlertSettings, now: Date): Promise<Finding[]> {
    const unit = await this.calendar.unitOf(manager, unitId);
    const moment = momentOf(now, unit.zone, this.tonight.dayBegins);
    const looking = { unit, actor: theUnit(unit), moment, settings };
    const found = await inOneGo(
      this.requests.of(manager, looking),
      this.beds.of(manager, looking),
      this.people.of(manager, looking),
    );
    return found.flat();
  }
}
