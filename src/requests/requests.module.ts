import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { WaitingRequests } from '../calendar/waiting-requests.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PeopleModule } from '../people/people.module.js';
import { StaysModule } from '../stays/stays.module.js';
import { AllocationUseService } from './allocation-use.service.js';
import { AnswersService } from './answers.service.js';
import { KeptYeses } from './kept-yeses.service.js';
import { TakenOptions } from './taken-options.service.js';
import { AskingService } from './asking.service.js';
import { BaselinesService } from './baselines.service.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { BookingService } from './booking.service.js';
import { CONTROLLERS } from './requests.controllers.js';
import { CompanyOfStays } from './company-of-stays.js';
import { CompanyService } from './company.service.js';
import { Deadlines } from './deadlines.service.js';
import { FreedBedLooks } from './freed-bed-looks.service.js';
import { FreedBeds } from './freed-beds.service.js';
import { FindWaitingLists, MoveWaitingListOn } from './move-waiting-list-on.js';
import { PutFreedBedForward } from './put-freed-bed-forward.js';
import { FitsService } from './fits.service.js';
import { FindPastOffers } from './find-past-offers.js';
import { EnquiriesService } from './enquiries.service.js';
import { EndJointWork } from './end-joint-work.js';
import { GroundService } from './ground.service.js';
import { GroupService } from './group.service.js';
import { GroundsOfMany } from './grounds-of-many.service.js';
import { GroundsTogether } from './grounds-together.service.js';
import { JointWorkAgain } from './joint-work-again.js';
import { JointGrants } from './joint-grants.service.js';
import { JointWorkService } from './joint-work.service.js';
import { LapseOffer } from './lapse-offer.js';
import { LookAtCompany } from './look-at-company.js';
import { FreedBedAnswers } from './freed-bed-answers.service.js';
import { ListsInTurn } from './lists-in-turn.service.js';
import { ListsToSign } from './lists-to-sign.service.js';
import { OpenLists } from './open-lists.service.js';
import { SignedLists } from './signed-lists.service.js';
import { Holds } from './holds.service.js';
import { OfferClock } from './offer-clock.service.js';
import { SeriesDates } from './series-dates.service.js';
import { SeriesLater } from './series-later.service.js';
import { SeriesSteps } from './series-steps.service.js';
import { SeriesGrounds } from './series-grounds.service.js';
import { SeriesLooks } from './series-looks.service.js';
import { SeriesDrafts } from './series-drafts.service.js';
import { HandoverService } from './handover.service.js';
import { WaitingGuests } from './waiting-guests.service.js';
import { WouldFit } from './would-fit.service.js';
import { Withdrawals } from './withdrawals.service.js';
import { OpenEnquiries } from './open-enquiries.service.js';
import { OwedSteps } from './owed-steps.service.js';
import { OpenOffers } from './open-offers.service.js';
import { DecisionFlags } from './decision-flags.service.js';
import { LookAgainViews } from './look-again-views.service.js';
import { LookAgainSteps } from './look-again-steps.service.js';
import { LookAgain } from './look-again.service.js';
import { DecisionRecords } from './decision-records.service.js';
import { MatchDecisions } from './match-decisions.service.js';
import { ShownOptions } from './shown-options.service.js';
import { PairPlans } from './pair-plans.service.js';
import { OffersOfDisplaced } from './offers-of-displaced.js';
import { OffersService } from './offers.service.js';
import { OfThose } from './of-those.service.js';
import { OptionsService } from './options.service.js';
import { OptionsTogether } from './options-together.service.js';
import { SiblingChoices } from './sibling-choices.service.js';
import { OfferGrounds } from './offer-grounds.service.js';
import { Signatures } from './signatures.service.js';
import { SiblingsService } from './siblings.service.js';
import { ProposalsService } from './proposals.service.js';
import { RequestActionsService } from './request-actions.service.js';
import { RequestAnswers } from './request-answers.service.js';
import { RequestsService } from './requests.service.js';
import { EmergencyDecisions } from './emergency-decisions.service.js';
import { EmergencyHistory } from './emergency-history.service.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencySignatures } from './emergency-signatures.service.js';
import { SettleEmergencies } from './settle-emergencies.js';
import { EmergencyAdmissions } from './emergency-admissions.service.js';
import { EmergencyService } from './emergency.service.js';
import { WhoHasCome } from './who-has-come.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';
import { StayChangesService } from './stay-changes.service.js';
import { StayDecisions } from './stay-decisions.service.js';
import { StayLengthService } from './stay-length.service.js';
import { AfterGuide } from '../matching/after-guide.service.js';
import { StaysAfterAll } from './stays-after-all.js';
import { StaysAfterGuide } from './stays-after-guide.js';
import { TheirOptionsService } from './their-options.service.js';
import { TimelineService } from './timeline.service.js';
import { VacanciesService } from './vacancies.service.js';
import { VisitDays } from './visit-days.service.js';
import { VisitPlansService } from './visit-plans.service.js';
import { VisitsToSolve } from './visits-to-solve.service.js';
import { WhoCouldComeService } from './who-could-come.service.js';
import { PriorityRules } from './priority-rules.service.js';
import { WaitingListService } from './waiting-list.service.js';
import { WaitingService } from './waiting.service.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule, CalendarModule, StaysModule, MatchingModule],
  controllers: CONTROLLERS,
  providers: [
    AllocationUseService,
    AnswersService,
    KeptYeses,
    TakenOptions,
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
    FreedBeds,
    FreedBedLooks,
    FindWaitingLists,
    MoveWaitingListOn,
    PutFreedBedForward,
    FitsService,
    EndJointWork,
    EnquiriesService,
    OpenEnquiries,
    GroundService,
    GroundsOfMany,
    GroundsTogether,
    GroupService,
    JointGrants,
    JointWorkAgain,
    JointWorkService,
    LapseOffer,
    LookAtCompany,
    FreedBedAnswers,
    ListsInTurn,
    ListsToSign,
    OpenLists,
    SignedLists,
    Holds,
    OfferClock,
    OpenOffers,
    OwedSteps,
    OffersOfDisplaced,
    OffersService,
    Signatures,
    OfferGrounds,
    MatchDecisions,
    ShownOptions,
    PairPlans,
    DecisionRecords,
    DecisionFlags,
    LookAgain,
    LookAgainSteps,
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
    PriorityRules,
    WaitingListService,
    WaitingService,
    WhoCouldComeService,
    Withdrawals,
    WaitingGuests,
    WouldFit,
    StaysAfterGuide,
    { provide: AfterGuide, useExisting: StaysAfterGuide },
    { provide: WaitingRequests, useExisting: WaitingService },
  ],
  exports: [
    AllocationUseService,
    AskingService,
    DecisionFlags,
    OwedSteps,
    WaitingService,
    WouldFit,
    RequestsService,
    OffersService,
    Signatures,
    ProposalsService,
    AnswersService,
    GroundsOfMany,
    OptionsService,
    RequestActionsService,
    VisitPlansService,
    Withdrawals,
  ],
})
export class RequestsModule {}
