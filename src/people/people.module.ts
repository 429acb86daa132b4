import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeoplePagesController } from './people-pages.controller.js';
import { PeopleService } from './people.service.js';
import { RegistrationService } from './registration.service.js';
import { AllocationsService } from './allocations.service.js';
import { SchoolTermsController } from './school-terms.controller.js';
import { SchoolTermsPagesController } from './school-terms-pages.controller.js';
import { SchoolTermsService } from './school-terms.service.js';
import { WorkersPagesController } from './workers-pages.controller.js';
import { WorkersService } from './workers.service.js';
import { WorkingDays } from './working-days.service.js';

@Module({
  controllers: [
    PeopleController,
    PeoplePagesController,
    SchoolTermsController,
    SchoolTermsPagesController,
    WorkersPagesController,
  ],
  providers: [AllocationsService, PeopleService, RegistrationService, SchoolTermsService, WorkersService, WorkingDays],
  exports: [AllocationsService, PeopleService, RegistrationService, SchoolTermsService, WorkersService, WorkingDays],
})
export class PeopleModule {}
