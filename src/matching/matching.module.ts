import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { CompatibilityService } from './compatibility.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { NeedsAsAssessed } from '../stays/needs-as-assessed.service.js';
import { AssessedNeeds } from './assessed-needs.service.js';
import { AssessmentDraftPagesController } from './assessment-draft-pages.controller.js';
import { AssessmentDrafts } from './assessment-drafts.service.js';
import { AssessmentPagesController } from './assessment-pages.controller.js';
import { AssessmentDraftsController } from './assessment-drafts.controller.js';
import { AssessmentsController } from './assessments.controller.js';
import { AssessmentsService } from './assessments.service.js';
import { CaseNumbers } from './case-numbers.service.js';
import { GuideDraftPagesController } from './guide-draft-pages.controller.js';
import { GuideDraftService } from './guide-draft.service.js';
import { GuidePagesController } from './guide-pages.controller.js';
import { GuidePreviews } from './guide-preview.service.js';
import { GuideVersions } from './guide-versions.service.js';
import { GuideController } from './guide.controller.js';
import { InformationController } from './information.controller.js';
import { InformationPagesController } from './information-pages.controller.js';
import { InformationService } from './information.service.js';
import { WordsOfReports } from './words-of-reports.service.js';
import { PairDecisionsController } from './pair-decisions.controller.js';
import { PairDecisionsService } from './pair-decisions.service.js';
import { PairReviewsService } from './pair-reviews.service.js';
import { PairsPagesController } from './pairs-pages.controller.js';
import { RuleSetsService } from './rule-sets.service.js';
import { SiblingRecords } from './sibling-records.service.js';
import { SiblingsController } from './siblings.controller.js';
import { SiblingsPagesController } from './siblings-pages.controller.js';
import { ScoresController } from './scores.controller.js';
import { ScoresService } from './scores.service.js';
import { WhatChangedController } from './what-changed.controller.js';
import { WhatChangedPagesController } from './what-changed-pages.controller.js';
import { WhatChangedService } from './what-changed.service.js';

@Module({
  imports: [AuditModule, CalendarModule, IdentityModule, PeopleModule, StaysModule],
  controllers: [
    AssessmentDraftPagesController,
    AssessmentPagesController,
    AssessmentsController,
    AssessmentDraftsController,
    GuideController,
    GuideDraftPagesController,
    GuidePagesController,
    InformationController,
    InformationPagesController,
    PairDecisionsController,
    PairsPagesController,
    ScoresController,
    SiblingsController,
    SiblingsPagesController,
    WhatChangedController,
    WhatChangedPagesController,
  ],
  providers: [
    AssessedNeeds,
    { provide: NeedsAsAssessed, useExisting: AssessedNeeds },
    CompatibilityService,
    AssessmentDrafts,
    AssessmentsService,
    CaseNumbers,
    GuideDraftService,
    GuidePreviews,
    GuideVersions,
    InformationService,
    WordsOfReports,
    PairDecisionsService,
    PairReviewsService,
    RuleSetsService,
    ScoresService,
    SiblingRecords,
    WhatChangedService,
  ],
  exports: [
    AssessedNeeds,
    CompatibilityService,
    AssessmentsService,
    InformationService,
    PairDecisionsService,
    RuleSetsService,
    WhatChangedService,
  ],
})
export class MatchingModule {}
