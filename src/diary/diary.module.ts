import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryLanding } from './diary-landing.service.js';
import { DiaryNamePagesController } from './diary-name-pages.controller.js';
import { DiaryNames } from './diary-names.service.js';
import { DiaryPagesController } from './diary-pages.controller.js';
import { DiaryPreview } from './diary-preview.service.js';
import { DiaryUndo } from './diary-undo.service.js';
import { DiaryViews } from './diary-views.service.js';
import { DiaryController } from './diary.controller.js';
import { RemoveOldImports } from './remove-old-imports.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule, CalendarModule, StaysModule, MatchingModule, RequestsModule],
  controllers: [DiaryController, DiaryPagesController, DiaryNamePagesController],
  providers: [DiaryImports, DiaryLanding, DiaryNames, DiaryPreview, DiaryUndo, DiaryViews, RemoveOldImports],
})
export class DiaryModule {}
