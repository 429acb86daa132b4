import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeoplePagesController } from './people-pages.controller.js';
import { PeopleService } from './people.service.js';
import { RegistrationService } from './registration.service.js';
import { WorkersPagesController } from './workers-pages.controller.js';
import { WorkersService } from './workers.service.js';

@Module({
  controllers: [PeopleController, PeoplePagesController, WorkersPagesController],
  providers: [PeopleService, RegistrationService, WorkersService],
  exports: [PeopleService, RegistrationService, WorkersService],
})
export class PeopleModule {}
