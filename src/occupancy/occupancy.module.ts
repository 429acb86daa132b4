import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { EqualityController } from './equality.controller.js';
import { EqualityPagesController } from './equality-pages.controller.js';
import { EqualityService } from './equality.service.js';
import { OccupancyPagesController } from './occupancy-pages.controller.js';
import { OccupancyController } from './occupancy.controller.js';
import { OccupancyService } from './occupancy.service.js';

@Module({
  imports: [AuditModule, IdentityModule, CalendarModule],
  controllers: [OccupancyController, OccupancyPagesController, EqualityController, EqualityPagesController],
  providers: [EqualityService, OccupancyService],
  exports: [OccupancyService],
})
export class OccupancyModule {}
