import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { WaitingRequests } from '../calendar/waiting-requests.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PeopleModule } from '../people/people.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { AllocationPagesController } from './allocation-pages.controller.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AllocationsController } from './allocations.controller.js';
import { AnswerPagesController } from './answer-pages.controller.js';
import { AnswersService } from './answers.service.js';
import { AskingService } from './asking.service.js';
import { AskPagesController } from './ask-pages.controller.js';
import { BaselinePagesController } from './baseline-pages.controller.js';
import { BaselinesController } from './baselines.controller.js';
import { BaselinesService } from './baselines.service.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { BookingService } from './booking.service.js';
import { CompanyOfStays } from './company-of-stays.js';
import { CompanyService } from './company.service.js';
import { Deadlines } from './deadlines.service.js';
import { DraftPagesController } from './draft-pages.controller.js';
import { FitsService } from './fits.service.js';
import { FindPastOffers } from './find-past-offers.js';
import { EnquiriesController } from './enquiries.controller.js';
import { EnquiriesService } from './enquiries.service.js';
import { EnquiryPagesController } from './enquiry-pages.controller.js';
import { EndJointWork } from './end-joint-work.js';
import { GroundService } from './ground.service.js';
import { GroupController } from './group.controller.js';
import { GroupPagesController } from './group-pages.controller.js';
import { GroupService } from './group.service.js';
import { GroundsTogether } from './grounds-together.service.js';
import { JointWorkAgain } from './joint-work-again.js';
import { JointGrants } from './joint-grants.service.js';
import { JointWorkController } from './joint-work.controller.js';
import { JointWorkPagesController } from './joint-work-pages.controller.js';
import { JointWorkService } from './joint-work.service.js';
import { LapseOffer } from './lapse-offer.js';
import { LookAtCompany } from './look-at-company.js';
import { OtherNightsPagesController } from './other-nights-pages.controller.js';
import { OfferClock } from './offer-clock.service.js';
import { HandoverController } from './handover.controller.js';
import { SeriesDates } from './series-dates.service.js';
import { RepeatsPagesController } from './repeats-pages.controller.js';
import { SentSeriesPagesController } from './sent-series-pages.controller.js';
import { SeriesLater } from './series-later.service.js';
import { SeriesSteps } from './series-steps.service.js';
import { SeriesStepsController } from './series-steps.controller.js';
import { SeriesController } from './series.controller.js';
import { SeriesGrounds } from './series-grounds.service.js';
import { SeriesLooks } from './series-looks.service.js';
import { SeriesDrafts } from './series-drafts.service.js';
import { ShiftNotePagesController } from './shift-note-pages.controller.js';
import { HandoverPagesController } from './handover-pages.controller.js';
import { HandoverService } from './handover.service.js';
import { LetterPagesController } from './letter-pages.controller.js';
import { OfferPagesController } from './offer-pages.controller.js';
import { HoldPagesController } from './hold-pages.controller.js';
import { WithdrawPagesController } from './withdraw-pages.controller.js';
import { WithdrawalsController } from './withdrawals.controller.js';
import { Withdrawals } from './withdrawals.service.js';
import { OpenEnquiries } from './open-enquiries.service.js';
import { OpenOffers } from './open-offers.service.js';
import { OptionsAtOnceController } from './options-at-once.controller.js';
import { OffersController } from './offers.controller.js';
import { DecisionFlags } from './decision-flags.service.js';
import { LookAgainController } from './look-again.controller.js';
import { LookAgainPagesController } from './look-again-pages.controller.js';
import { LookAgainViews } from './look-again-views.service.js';
import { LookAgain } from './look-again.service.js';
import { DecisionRecords } from './decision-records.service.js';
import { MatchDecisionsController } from './match-decisions.controller.js';
import { MatchDecisions } from './match-decisions.service.js';
import { PairPlans } from './pair-plans.service.js';
import { OffersOfDisplaced } from './offers-of-displaced.js';
import { OffersService } from './offers.service.js';
import { OfThose } from './of-those.service.js';
import { OptionsPagesController } from './options-pages.controller.js';
import { OptionsService } from './options.service.js';
import { OptionsTogether } from './options-together.service.js';
import { TogetherPagesController } from './together-pages.controller.js';
import { SiblingChoices } from './sibling-choices.service.js';
import { OfferGrounds } from './offer-grounds.service.js';
import { SignPagesController } from './sign-pages.controller.js';
import { Signatures } from './signatures.service.js';
import { SiblingsService } from './siblings.service.js';
import { ProposalsService } from './proposals.service.js';
import { QuestionPagesController } from './question-pages.controller.js';
import { RequestActionsService } from './request-actions.service.js';
import { RequestListPagesController } from './request-list-pages.controller.js';
import { RequestStepPagesController } from './request-step-pages.controller.js';
import { RequestPagesController } from './request-pages.controller.js';
import { RequestStepsController } from './request-steps.controller.js';
import { RequestAnswers } from './request-answers.service.js';
import { RequestsController } from './requests.controller.js';
import { RequestsService } from './requests.service.js';
import { StayNightsPagesController } from './stay-nights-pages.controller.js';
import { StayMovePagesController } from './stay-move-pages.controller.js';
import { StayChangesController } from './stay-changes.controller.js';
import { EmergencyPagesController } from './emergency-pages.controller.js';
import { EmergenciesController } from './emergencies.controller.js';
import { EmergencyDecisions } from './emergency-decisions.service.js';
import { EmergencyHistory } from './emergency-history.service.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencySignatures } from './emergency-signatures.service.js';
import { SettleEmergencies } from './settle-emergencies.js';
import { EmergencyAdmissions } from './emergency-admissions.service.js';
import { EmergencyBeginPagesController } from './emergency-begin-pages.controller.js';
import { EmergencyDecisionPagesController } from './emergency-decision-pages.controller.js';
import { EmergencyQuestionPagesController } from './emergency-question-pages.controller.js';
import { EmergencyController } from './emergency.controller.js';
import { EmergencyService } from './emergency.service.js';
import { WhoHasCome } from './who-has-come.service.js';
import { StayConflictPagesController } from './stay-conflict-pages.controller.js';
import { ConflictsPagesController } from './conflicts-pages.controller.js';
import { StayConflictsController } from './stay-conflicts.controller.js';
import { StayConflictsService } from './stay-conflicts.service.js';
import { StayChangesService } from './stay-changes.service.js';
import { StayDecisions } from './stay-decisions.service.js';
import { StayLengthService } from './stay-length.service.js';
import { AfterGuide } from '../matching/after-guide.service.js';
import { StaysAfterAll } from './stays-after-all.js';
import { StaysAfterGuide } from './stays-after-guide.js';
import { TheirOptionsService } from './their-options.service.js';
import { TimelineService } from './timeline.service.js';
import { TodayPagesController } from './today-pages.controller.js';
import { VacanciesController } from './vacancies.controller.js';
import { VacanciesService } from './vacancies.service.js';
import { VisitDays } from './visit-days.service.js';
import { VisitPagesController } from './visit-pages.controller.js';
import { VisitStepPagesController } from './visit-step-pages.controller.js';
import { VisitPlansService } from './visit-plans.service.js';
import { VisitsToSolve } from './visits-to-solve.service.js';
import { VisitsController } from './visits.controller.js';
import { WhoCouldComeController } from './who-could-come.controller.js';
import { WhoCouldComePagesController } from './who-could-come-pages.controller.js';
import { WhoCouldComeService } from './who-could-come.service.js';
import { WaitingService } from './waiting.service.js';
import { YoungPersonPagesController } from './young-person-pages.controller.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule, CalendarModule, StaysModule, MatchingModule],
  // Fixed paths such as /requests/new stand before /requests/:id.
  controllers: [
    SeriesController,
    SentSeriesPagesController,
    SeriesStepsController,
    RepeatsPagesController,
    AllocationsController,
    AllocationPagesController,
    RequestsController,
    RequestStepsController,
    OffersController,
    MatchDecisionsController,
    LookAgainController,
    LookAgainPagesController,
    OptionsAtOnceController,
    WithdrawPagesController,
    WithdrawalsController,
    HoldPagesController,
    StayChangesController,
    ConflictsPagesController,
    StayConflictsController,
    StayConflictPagesController,
    EmergenciesController,
    EmergencyController,
    EmergencyPagesController,
    EmergencyBeginPagesController,
    EmergencyDecisionPagesController,
    EmergencyQuestionPagesController,
    StayMovePagesController,
    OtherNightsPagesController,
    StayNightsPagesController,
    VacanciesController,
    WhoCouldComeController,
    GroupController,
    GroupPagesController,
    EnquiriesController,
    EnquiryPagesController,
    WhoCouldComePagesController,
    VisitsController,
    VisitPagesController,
    VisitStepPagesController,
    TodayPagesController,
    RequestListPagesController,
    AskPagesController,
    JointWorkController,
    JointWorkPagesController,
    RequestPagesController,
    LetterPagesController,
    HandoverController,
    HandoverPagesController,
    ShiftNotePagesController,
    RequestStepPagesController,
    QuestionPagesController,
    DraftPagesController,
    OptionsPagesController,
    TogetherPagesController,
    BaselinesController,
    BaselinePagesController,
    OfferPagesController,
    SignPagesController,
    AnswerPagesController,
    YoungPersonPagesController,
  ],
  providers: [
    AllocationUseService,
    AnswersService,
    AskingService,
    SeriesDates,
    SeriesDrafts,
    SeriesGrounds,
    SeriesLooks,
    SeriesLater,
    SeriesSteps,
    BeforeSubmittingService,
    BaselinesService,
    HandoverService,
    BookingService,
    CompanyOfStays,
    CompanyService,
    Deadlines,
    FindPastOffers,
    FitsService,
    EndJointWork,
    EnquiriesService,
    OpenEnquiries,
    GroundService,
    GroundsTogether,
    GroupService,
    JointGrants,
    JointWorkAgain,
    JointWorkService,
    LapseOffer,
    LookAtCompany,
    OfferClock,
    OpenOffers,
    OffersOfDisplaced,
    OffersService,
    Signatures,
    OfferGrounds,
    MatchDecisions,
    PairPlans,
    DecisionRecords,
    DecisionFlags,
    LookAgain,
    LookAgainViews,
    OptionsService,
    OptionsTogether,
    OfThose,
    ProposalsService,
    SiblingsService,
    SiblingChoices,
    RequestActionsService,
    RequestAnswers,
    RequestsService,
    EmergencyAdmissions,
    EmergencyDecisions,
    EmergencyHistory,
    EmergencyHouse,
    EmergencyRecords,
    EmergencySignatures,
    SettleEmergencies,
    EmergencyService,
    WhoHasCome,
    StayChangesService,
    StayConflictsService,
    StayDecisions,
    StayLengthService,
    StaysAfterAll,
    TheirOptionsService,
    TimelineService,
    VacanciesService,
    VisitDays,
    VisitPlansService,
    VisitsToSolve,
    WaitingService,
    WhoCouldComeService,
    Withdrawals,
    StaysAfterGuide,
    { provide: AfterGuide, useExisting: StaysAfterGuide },
    { provide: WaitingRequests, useExisting: WaitingService },
  ],
  exports: [
    AskingService,
    RequestsService,
    OffersService,
    Signatures,
    ProposalsService,
    AnswersService,
    OptionsService,
    RequestActionsService,
    VisitPlansService,
    Withdrawals,
  ],
})
export class RequestsModule {}
