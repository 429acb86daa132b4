import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AbsenceEpisodes } from './absence-episodes.service.js';
import { AbsencePagesController } from './absence-pages.controller.js';
import { AbsencesPagesController } from './absences-pages.controller.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';
import { ChecklistController } from './checklist.controller.js';
import { ChecklistPagesController } from './checklist-pages.controller.js';
import { PersonChecklistPagesController } from './person-checklist-pages.controller.js';
import { OpenBeforeArrival } from '../calendar/open-before-arrival.service.js';
import { OpenChecks } from './open-checks.js';
import { ReadinessService } from './readiness.service.js';
import { CarePlans } from './care-plans.service.js';
import { Conflicts } from './conflicts.service.js';
import { Elsewhere } from './elsewhere.service.js';
import { Displacement } from './displacement.service.js';
import { EscortsController } from './escorts.controller.js';
import { EscortsPagesController } from './escorts-pages.controller.js';
import { EscortsService } from './escorts.service.js';
import { GoneOverService } from './gone-over.service.js';
import { StayStepsController } from './stay-steps.controller.js';
import { StaysPagesController } from './stays-pages.controller.js';
import { RoomPagesController } from './room-pages.controller.js';
import { StayNeedsController } from './stay-needs.controller.js';
import { StayNeedsService } from './stay-needs.service.js';
import { HandoverNotes } from './handover-notes.service.js';
import { LegalStatusController } from './legal-status.controller.js';
import { LegalStatusPagesController } from './legal-status-pages.controller.js';
import { LegalQuestions } from './legal-questions.js';
import { LegalStatusService } from './legal-status.service.js';
import { StayWarnings } from './stay-warnings.service.js';
import { StayBeds } from './stay-beds.service.js';
import { MedicinesController } from './medicines.controller.js';
import { MedicinesPagesController } from './medicines-pages.controller.js';
import { MedicinesService } from './medicines.service.js';
import { StayNotesController } from './stay-notes.controller.js';
import { StayNotesPagesController } from './stay-notes-pages.controller.js';
import { StayNotes } from './stay-notes.service.js';
import { NamesOfOthers } from './names-of-others.service.js';
import { StayRecord } from './stay-record.service.js';
import { StayRights } from './stay-rights.service.js';
import { StayHistory } from './stay-history.service.js';
import { StayMovesService } from './stay-moves.service.js';
import { StaysController } from './stays.controller.js';
import { FindOverdueStays, WriteOnStays } from './write-on-stays.js';
import { StayOnPagesController } from './stay-on-pages.controller.js';
import { StayOnController } from './stay-on.controller.js';
import { StayOnService } from './stay-on.service.js';
import { OwnStays } from './own-stays.service.js';
import { SuggestionsController } from './suggestions.controller.js';
import { SuggestionsPagesController } from './suggestions-pages.controller.js';
import { BedsAhead } from './beds-ahead.service.js';
import { StillInService } from './still-in.service.js';
import { SuggestionsService } from './suggestions.service.js';
import { MeasuresService } from './measures.service.js';
import { MeasurePagesController } from './measure-pages.controller.js';
import { OutcomeCounts } from './outcome-counts.service.js';
import { OutcomeCountsPagesController } from './outcome-counts-pages.controller.js';
import { OutcomePagesController } from './outcome-pages.controller.js';
import { OutcomesController } from './outcomes.controller.js';
import { OutcomesService } from './outcomes.service.js';
import { SummaryController } from './summary.controller.js';
import { SummaryPagesController } from './summary-pages.controller.js';
import { SummaryService } from './summary.service.js';
import { AtTheDoor } from './at-the-door.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterPagesController } from './register-pages.controller.js';
import { RegisterEntries } from './register-entries.service.js';
import { RegisterService } from './register.service.js';
import { UnitChecks } from './unit-checks.service.js';
import { UnitChecksPagesController } from './unit-checks-pages.controller.js';
import { ReviewsDue } from './reviews-due.service.js';
import { ReviewsService } from './reviews.service.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewPagesController } from './review-pages.controller.js';
import { OwnWordsPagesController } from './own-words-pages.controller.js';
import { StaysFromDiary } from './stays-from-diary.service.js';
import { StaysTogether } from './stays-together.service.js';
import { StayAsSeen } from './stay-as-seen.service.js';
import { StaySteps } from './stay-steps.service.js';
import { StaysService } from './stays.service.js';
import { UndoArrival } from './undo-arrival.service.js';
import { ShiftNotes } from './shift-notes.service.js';
import { CorrectEnding } from './correct-ending.service.js';
import { UndoEnding } from './undo-ending.service.js';
import { VisitsService } from './visits.service.js';

@Module({
  imports: [AuditModule, IdentityModule, CalendarModule, PeopleModule],
  controllers: [
    AbsencesController,
    AbsencePagesController,
    AbsencesPagesController,
    ChecklistController,
    ChecklistPagesController,
    PersonChecklistPagesController,
    EscortsController,
    EscortsPagesController,
    MedicinesController,
    MedicinesPagesController,
    LegalStatusController,
    LegalStatusPagesController,
    MeasurePagesController,
    OutcomesController,
    OutcomePagesController,
    OutcomeCountsPagesController,
    OwnWordsPagesController,
    RegisterController,
    RegisterPagesController,
    ReviewsController,
    ReviewPagesController,
    RoomPagesController,
    SummaryController,
    SummaryPagesController,
    SuggestionsController,
    SuggestionsPagesController,
    StayNeedsController,
    StayNotesController,
    StayNotesPagesController,
    UnitChecksPagesController,
    StaysController,
    StaysPagesController,
    StayStepsController,
    StayOnController,
    StayOnPagesController,
  ],
  providers: [
    AbsencesService,
    StillInService,
    BedsAhead,
    CarePlans,
    AbsenceEpisodes,
    Conflicts,
    Displacement,
    Elsewhere,
    EscortsService,
    FindOverdueStays,
    GoneOverService,
    HandoverNotes,
    LegalQuestions,
    LegalStatusService,
    MedicinesService,
    NamesOfOthers,
    OpenChecks,
    { provide: OpenBeforeArrival, useExisting: OpenChecks },
    ReadinessService,
    MeasuresService,
    OutcomeCounts,
    OutcomesService,
    AtTheDoor,
    RegisterEntries,
    RegisterService,
    ReviewsDue,
    ReviewsService,
    SummaryService,
    SuggestionsService,
    StayBeds,
    StayHistory,
    StayNotes,
    StayRecord,
    StayRights,
    StayMovesService,
    StayNeedsService,
    StayOnService,
    OwnStays,
    StaysService,
    StayAsSeen,
    StaySteps,
    StaysFromDiary,
    StaysTogether,
    UndoArrival,
    UndoEnding,
    CorrectEnding,
    ShiftNotes,
    StayWarnings,
    UnitChecks,
    VisitsService,
    WriteOnStays,
  ],
  exports: [
    NamesOfOthers,
    StillInService,
    Conflicts,
    Displacement,
    Elsewhere,
    GoneOverService,
    HandoverNotes,
    ShiftNotes,
    LegalStatusService,
    MeasuresService,
    CarePlans,
    ReadinessService,
    StayBeds,
    StayMovesService,
    StayNeedsService,
    StaysService,
    StaySteps,
    StaysFromDiary,
    StayWarnings,
    SuggestionsService,
    UndoEnding,
    VisitsService,
  ],
})
export class StaysModule {}
