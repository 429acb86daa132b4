import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { AlertConditions } from './conditions.service.js';
import { LookAtBeds } from './look-at-beds.service.js';
import { LookAtPeople } from './look-at-people.service.js';
import { LookAtRequests } from './look-at-requests.service.js';

/** What may be worth acting on at a unit, as its records stand. */
@Module({
  imports: [CalendarModule, MatchingModule, RequestsModule, StaysModule],
  providers: [AlertConditions, LookAtBeds, LookAtPeople, LookAtRequests],
  exports: [AlertConditions],
})
export class ConditionsModule {}
