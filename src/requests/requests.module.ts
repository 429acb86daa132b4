import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PeopleModule } from '../people/people.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { AnswersService } from './answers.service.js';
import { BookingService } from './booking.service.js';
import { OffersController } from './offers.controller.js';
import { OffersService } from './offers.service.js';
import { OptionsService } from './options.service.js';
import { RequestActionsService } from './request-actions.service.js';
import { RequestsController } from './requests.controller.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';
import { VacanciesController } from './vacancies.controller.js';
import { VacanciesService } from './vacancies.service.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule, CalendarModule, StaysModule, MatchingModule],
  controllers: [RequestsController, OffersController, VacanciesController],
  providers: [
    AnswersService,
    BookingService,
    OffersService,
    OptionsService,
    RequestActionsService,
    RequestsService,
    TimelineService,
    VacanciesService,
  ],
  exports: [RequestsService, OffersService, AnswersService, OptionsService, RequestActionsService],
})
export class RequestsModule {}
