import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OccupancyPagesController } from './occupancy-pages.controller.js';
import { OccupancyController } from './occupancy.controller.js';
import { OccupancyService } from './occupancy.service.js';

@Module({
  imports: [IdentityModule, CalendarModule],
  controllers: [OccupancyController, OccupancyPagesController],
  providers: [OccupancyService],
  exports: [OccupancyService],
})
export class OccupancyModule {}
