import type { Type } from '@nestjs/common';
import { AllocationPagesController } from './allocation-pages.controller.js';
import { AllocationsController } from './allocations.controller.js';
import { ChangedMindPagesController } from './changed-mind-pages.controller.js';
import { AnswerPagesController } from './answer-pages.controller.js';
import { AskPagesController } from './ask-pages.controller.js';
import { BaselinePagesController } from './baseline-pages.controller.js';
import { BaselinesController } from './baselines.controller.js';
import { ConflictsPagesController } from './conflicts-pages.controller.js';
import { DraftPagesController } from './draft-pages.controller.js';
import { EmergenciesController } from './emergencies.controller.js';
import { EmergencyBeginPagesController } from './emergency-begin-pages.controller.js';
import { EmergencyController } from './emergency.controller.js';
import { EmergencyDecisionPagesController } from './emergency-decision-pages.controller.js';
import { EmergencyPagesController } from './emergency-pages.controller.js';
import { EmergencyQuestionPagesController } from './emergency-question-pages.controller.js';
import { EnquiriesController } from './enquiries.controller.js';
import { EnquiryPagesController } from './enquiry-pages.controller.js';
import { GroupController } from './group.controller.js';
import { GroupPagesController } from './group-pages.controller.js';
import { HandoverController } from './handover.controller.js';
import { HandoverPagesController } from './handover-pages.controller.js';
import { ComparePagesController } from './compare-pages.controller.js';
import { HoldPagesController } from './hold-pages.controller.js';
import { JointWorkController } from './joint-work.controller.js';
import { JointWorkPagesController } from './joint-work-pages.controller.js';
import { LetterPagesController } from './letter-pages.controller.js';
import { LookAgainController } from './look-again.controller.js';
import { LookAgainPagesController } from './look-again-pages.controller.js';
import { StayMatchDecisionsController } from './stay-match-decisions.controller.js';
import { MatchDecisionsController } from './match-decisions.controller.js';
import { OfferPagesController } from './offer-pages.controller.js';
import { OffersController } from './offers.controller.js';
import { OptionsAtOnceController } from './options-at-once.controller.js';
import { OptionsPagesController } from './options-pages.controller.js';
import { OtherNightsPagesController } from './other-nights-pages.controller.js';
import { QuestionPagesController } from './question-pages.controller.js';
import { RepeatsPagesController } from './repeats-pages.controller.js';
import { RequestListPagesController } from './request-list-pages.controller.js';
import { RequestPagesController } from './request-pages.controller.js';
import { RequestStepPagesController } from './request-step-pages.controller.js';
import { RequestStepsController } from './request-steps.controller.js';
import { RequestsController } from './requests.controller.js';
import { SentSeriesPagesController } from './sent-series-pages.controller.js';
import { SeriesEndPagesController } from './series-end-pages.controller.js';
import { SeriesController } from './series.controller.js';
import { SeriesStepsController } from './series-steps.controller.js';
import { ShiftNotePagesController } from './shift-note-pages.controller.js';
import { InTurnController } from './in-turn.controller.js';
import { InTurnPagesController } from './in-turn-pages.controller.js';
import { SignedListPagesController } from './signed-list-pages.controller.js';
import { SignPagesController } from './sign-pages.controller.js';
import { StayChangesController } from './stay-changes.controller.js';
import { StayConflictPagesController } from './stay-conflict-pages.controller.js';
import { StayConflictsController } from './stay-conflicts.controller.js';
import { StayMovePagesController } from './stay-move-pages.controller.js';
import { StayNightsPagesController } from './stay-nights-pages.controller.js';
import { TodayPagesController } from './today-pages.controller.js';
import { TogetherPagesController } from './together-pages.controller.js';
import { VacanciesController } from './vacancies.controller.js';
import { VisitPagesController } from './visit-pages.controller.js';
import { VisitStepPagesController } from './visit-step-pages.controller.js';
import { VisitsController } from './visits.controller.js';
import { WaitingListController } from './waiting-list.controller.js';
import { WaitingListPagesController } from './waiting-list-pages.controller.js';
import { WhoCouldComeController } from './who-could-come.controller.js';
import { WhoCouldComePagesController } from './who-could-come-pages.controller.js';
import { WithdrawPagesController } from './withdraw-pages.controller.js';
import { WithdrawalsController } from './withdrawals.controller.js';
import { YoungPersonPagesController } from './young-person-pages.controller.js';

/** Everything by which requests are reached, pages and API. Fixed paths such as /requests/new stand before /requests/:id. */
export const CONTROLLERS: Type[] = [
  SeriesController,
  SentSeriesPagesController,
  SeriesEndPagesController,
  SeriesStepsController,
  RepeatsPagesController,
  AllocationsController,
  AllocationPagesController,
  RequestsController,
  RequestStepsController,
  OffersController,
  MatchDecisionsController,
  StayMatchDecisionsController,
  LookAgainController,
  LookAgainPagesController,
  OptionsAtOnceController,
  WithdrawPagesController,
  WithdrawalsController,
  ComparePagesController,
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
  WaitingListController,
  WaitingListPagesController,
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
  InTurnController,
  InTurnPagesController,
  SignedListPagesController,
  SignPagesController,
  AnswerPagesController,
  ChangedMindPagesController,
  YoungPersonPagesController,
];
