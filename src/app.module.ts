import { Module, type DynamicModule } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { DiaryModule } from './diary/diary.module.js';
import { DisclosureModule } from './disclosure/disclosure.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { MatchingModule } from './matching/matching.module.js';
import { OccupancyModule } from './occupancy/occupancy.module.js';
import { PeopleModule } from './people/people.module.js';
import { Clock } from './platform/clock.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LiveModule } from './platform/live/live.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { StaysModule } from './stays/stays.module.js';
import { WebModule } from './web/web.module.js';

/**
 * The whole service. The clock is given, so that tests and the demonstration can set it; `work` does its jobs too, `more` is
 * what only some of its programs have.
 */
@Module({})
export class AppModule {
  static forRoot(
    env: Env,
    clock: Clock,
    { work, more = [] }: { work: boolean; more?: DynamicModule[] },
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(env, clock),
        JobsModule.forRoot(env, { work }),
        MetricsModule,
        LiveModule,
        WebModule,
        AuditModule,
        IdentityModule,
        ...more,
        PeopleModule,
        CalendarModule,
        StaysModule,
        MatchingModule,
        RequestsModule,
        DiaryModule,
        OccupancyModule,
        DisclosureModule,
        AlertsModule,
      ],
    };
  }
}
