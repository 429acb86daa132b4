import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CalendarPagesController } from './calendar-pages.controller.js';
import { CalendarService } from './calendar.service.js';
import { ClosureClaims } from './closure-claims.service.js';
import { ClosuresController } from './closures.controller.js';
import { ClosuresPagesController } from './closures-pages.controller.js';
import { ClosuresService } from './closures.service.js';
import { ExtendClosures, FindRepeatingClosures } from './extend-closures.js';
import { ClaimsService } from './claims.service.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [UnitsController, CalendarPagesController, ClosuresController, ClosuresPagesController],
  providers: [
    CalendarService,
    ClaimsService,
    ClosureClaims,
    ClosuresService,
    ExtendClosures,
    FindRepeatingClosures,
    UnitsService,
  ],
  exports: [CalendarService, ClaimsService, UnitsService],
})
export class CalendarModule {}
