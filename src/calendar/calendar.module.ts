import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { CalendarPagesController } from './calendar-pages.controller.js';
import { CalendarService } from './calendar.service.js';
import { ClosureClaims } from './closure-claims.service.js';
import { ClosuresController } from './closures.controller.js';
import { ClosuresPagesController } from './closures-pages.controller.js';
import { ClosuresFromDiary } from './closures-from-diary.service.js';
import { ClosuresService } from './closures.service.js';
import { ExtendClosures, FindRepeatingClosures } from './extend-closures.js';
import { ExtendReserves, FindReserves } from './extend-reserves.js';
import { FindReservesDue, ReleaseReserves } from './release-reserves.js';
import { GivenBackNights } from './given-back.service.js';
import { ReserveClaims } from './reserve-claims.service.js';
import { ReserveReleases } from './reserve-releases.js';
import { ReservesController } from './reserves.controller.js';
import { ReservesPagesController } from './reserves-pages.controller.js';
import { ReservesService } from './reserves.service.js';
import { RuleDates } from './rule-dates.service.js';
import { FeedsController } from './feeds.controller.js';
import { FeedsService } from './feeds.service.js';
import { ClaimsService } from './claims.service.js';
import { StaffingController } from './staffing.controller.js';
import { StaffingPagesController } from './staffing-pages.controller.js';
import { StaffingService } from './staffing.service.js';
import { UnitsController } from './units.controller.js';
import { UnitSettingsController } from './unit-settings.controller.js';
import { UnitSettingsPagesController } from './unit-settings-pages.controller.js';
import { RegistrationsService } from './registrations.service.js';
import { UnitSettingsService } from './unit-settings.service.js';
import { UnitsService } from './units.service.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule],
  controllers: [
    UnitsController,
    UnitSettingsController,
    UnitSettingsPagesController,
    CalendarPagesController,
    FeedsController,
    ClosuresController,
    ClosuresPagesController,
    StaffingController,
    StaffingPagesController,
    ReservesController,
    ReservesPagesController,
  ],
  providers: [
    GivenBackNights,
    RuleDates,
    CalendarService,
    ClaimsService,
    ClosureClaims,
    ClosuresService,
    ClosuresFromDiary,
    ExtendClosures,
    FeedsService,
    FindRepeatingClosures,
    StaffingService,
    ExtendReserves,
    FindReserves,
    FindReservesDue,
    ReleaseReserves,
    ReserveClaims,
    ReserveReleases,
    ReservesService,
    RegistrationsService,
    UnitSettingsService,
    UnitsService,
  ],
  exports: [
    RuleDates,
    CalendarService,
    ClaimsService,
    ClosureClaims,
    ClosuresFromDiary,
    GivenBackNights,
    ReservesService,
    StaffingService,
    UnitsService,
  ],
})
export class CalendarModule {}
