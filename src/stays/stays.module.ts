import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { StayStepsController } from './stay-steps.controller.js';
import { StaysPagesController } from './stays-pages.controller.js';
import { StayBeds } from './stay-beds.service.js';
import { StaysController } from './stays.controller.js';
import { StaysService } from './stays.service.js';

@Module({
  imports: [AuditModule, IdentityModule, CalendarModule],
  controllers: [StaysController, StaysPagesController, StayStepsController],
  providers: [StayBeds, StaysService],
  exports: [StaysService],
})
export class StaysModule {}
