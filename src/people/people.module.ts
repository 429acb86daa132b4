import { Module } from '@nestjs/common';
import { CharacteristicsController } from './characteristics.controller.js';
import { CharacteristicsPagesController } from './characteristics-pages.controller.js';
import { CharacteristicsService } from './characteristics.service.js';
import { CompletionController } from './completion.controller.js';
import { CompletionPagesController } from './completion-pages.controller.js';
import { CompletionService } from './completion.service.js';
import { ContactNotesController } from './contact-notes.controller.js';
import { ContactNotesPagesController } from './contact-notes-pages.controller.js';
import { ContactNotes } from './contact-notes.service.js';
import { FamilyPlanController } from './family-plan.controller.js';
import { FamilyPlanPagesController } from './family-plan-pages.controller.js';
import { FamilyPlans } from './family-plan.service.js';
import { HomeAddressesController } from './home-addresses.controller.js';
import { HomeAddressesPagesController } from './home-addresses-pages.controller.js';
import { HomeAddresses } from './home-addresses.service.js';
import { NewcomersService } from './newcomers.service.js';
import { NeedsToMeet } from './needs-to-meet.service.js';
import { PeopleController } from './people.controller.js';
import { PeoplePagesController } from './people-pages.controller.js';
import { PastFacts } from './past-facts.service.js';
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
    CharacteristicsController,
    CharacteristicsPagesController,
    CompletionController,
    CompletionPagesController,
    ContactNotesController,
    HomeAddressesController,
    HomeAddressesPagesController,
    ContactNotesPagesController,
    FamilyPlanController,
    FamilyPlanPagesController,
    PeopleController,
    PeoplePagesController,
    SchoolTermsController,
    SchoolTermsPagesController,
    WorkersPagesController,
  ],
  providers: [
    AllocationsService,
    CharacteristicsService,
    CompletionService,
    ContactNotes,
    HomeAddresses,
    FamilyPlans,
    NeedsToMeet,
    NewcomersService,
    PastFacts,
    PeopleService,
    RegistrationService,
    SchoolTermsService,
    WorkersService,
    WorkingDays,
  ],
  exports: [
    AllocationsService,
    CompletionService,
    ContactNotes,
    HomeAddresses,
    FamilyPlans,
    NeedsToMeet,
    NewcomersService,
    PastFacts,
    PeopleService,
    RegistrationService,
    SchoolTermsService,
    WorkersService,
    WorkingDays,
  ],
})
export class PeopleModule {}
