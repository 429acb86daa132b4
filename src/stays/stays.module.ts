import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AbsencePagesController } from './absence-pages.controller.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';
import { StayStepsController } from './stay-steps.controller.js';
import { StaysPagesController } from './stays-pages.controller.js';
import { StayBeds } from './stay-beds.service.js';
import { StaysController } from './stays.controller.js';
import { StaysService } from './stays.service.js';
import { VisitsService } from './visits.service.js';

@Module({
  imports: [AuditModule, IdentityModule, CalendarModule],
  controllers: [AbsencesController, AbsencePagesController, StaysController, StaysPagesController, StayStepsController],
  providers: [AbsencesService, StayBeds, StaysService, VisitsService],
  exports: [StaysService, VisitsService],
})
export class StaysModule {}
