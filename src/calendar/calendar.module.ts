import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CalendarPagesController } from './calendar-pages.controller.js';
import { CalendarService } from './calendar.service.js';
import { ClaimsService } from './claims.service.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [UnitsController, CalendarPagesController],
  providers: [CalendarService, ClaimsService, UnitsService],
  exports: [CalendarService, ClaimsService, UnitsService],
})
export class CalendarModule {}
