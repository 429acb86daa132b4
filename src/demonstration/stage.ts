import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PURPOSES, WISHES } from '../../config/demonstration/people.js';
import { daysBetween, instantIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { AlertLooks } from '../alerts/alert-looks.service.js';
import { AlertSettingsService } from '../alerts/alert-settings.service.js';
import { AlertSteps } from '../alerts/alert-steps.service.js';
import { AlertsService } from '../alerts/alerts.service.js';
import { StaffingService } from '../calendar/staffing.service.js';
import { UnitSettingsService } from '../calendar/unit-settings.service.js';
import { AssessmentsService } from '../matching/assessments.service.js';
import { InformationService } from '../matching/information.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { SiblingRecords } from '../matching/sibling-records.service.js';
import { ReservesService } from '../calendar/reserves.service.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { CharacteristicsService } from '../people/characteristics.service.js';
import { HomeAddresses } from '../people/home-addresses.service.js';
import { NeedsToMeet } from '../people/needs-to-meet.service.js';
import { DeputiesService } from '../identity/deputies.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { SchoolTermsService } from '../people/school-terms.service.js';
import { AnswersService } from '../requests/answers.service.js';
import { BaselinesService } from '../requests/baselines.service.js';
import { AskingService } from '../requests/asking.service.js';
import type { Answers } from '../requests/domain/answers.js';
import { EmergencyAdmissions } from '../requests/emergency-admissions.service.js';
import { EmergencyDecisions } from '../requests/emergency-decisions.service.js';
import { EmergencyHouse } from '../requests/emergency-house.service.js';
import { EmergencyRecords } from '../requests/emergency-records.service.js';
import { EmergencyService } from '../requests/emergency.service.js';
import { JointWorkService } from '../requests/joint-work.service.js';
import { FreedBeds } from '../requests/freed-beds.service.js';
import { DecisionFlags } from '../requests/decision-flags.service.js';
import { KeptYeses } from '../requests/kept-yeses.service.js';
import { LookAgain } from '../requests/look-again.service.js';
import { Signatures } from '../requests/signatures.service.js';
import { ProposalsService } from '../requests/proposals.service.js';
import { RequestsService } from '../requests/requests.service.js';
import type { SeriesDto } from '../requests/dto/series.dto.js';
import { SeriesLooks } from '../requests/series-looks.service.js';
import { SiblingsService } from '../requests/siblings.service.js';
import { RequestActionsService } from '../requests/request-actions.service.js';
import { Withdrawals } from '../requests/withdrawals.service.js';
import { VisitPlansService } from '../requests/visit-plans.service.js';
import { EscortsService } from '../stays/escorts.service.js';
import { HandoverNotes } from '../stays/handover-notes.service.js';
import { MeasuresService } from '../stays/measures.service.js';
import { MedicinesService } from '../stays/medicines.service.js';
import { OutcomesService } from '../stays/outcomes.service.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { ReviewsService } from '../stays/reviews.service.js';
import { StayNotes } from '../stays/stay-notes.service.js';
import { UnitChecks } from '../stays/unit-checks.service.js';
import { StayNeedsService } from '../stays/stay-needs.service.js';
import { LegalStatusService } from '../stays/legal-status.service.js';
import { StaySteps } from '../stays/stay-steps.service.js';
import type { Cast } from './cast.js';

/** Something that somebody does at a moment. */
export interface Scene {
  at: Date;
  play: () => Promise<unknown>;
}

const ZONE = 'Europe/London';
const HOUR = 3_600_000;

/** The service as the demonstration uses it, and the scenes collected so far. */
export class Stage {
  readonly scenes: Scene[] = [];
  readonly asking: AskingService;
  readonly signatures: Signatures;
  readonly flags: DecisionFlags;
  readonly again: LookAgain;
  readonly kept: KeptYeses;
  readonly proposals: ProposalsService;
  readonly answers: AnswersService;
  readonly stays: StaySteps;
  readonly actions: RequestActionsService;
  readonly withdrawals: Withdrawals;
  readonly pairs: PairDecisionsService;
  readonly assessments: AssessmentsService;
  readonly related: SiblingRecords;
  readonly settings: UnitSettingsService;
  readonly staffing: StaffingService;
  readonly visits: VisitPlansService;
  readonly reserves: ReservesService;
  readonly needs: StayNeedsService;
  readonly terms: SchoolTermsService;
  readonly allocations: AllocationsService;
  readonly legal: LegalStatusService;
  readonly requests: RequestsService;
  readonly looks: SeriesLooks;
  readonly siblings: SiblingsService;
  readonly jointWork: JointWorkService;
  readonly reviews: ReviewsService;
  readonly alerts: AlertsService;
  readonly alertSteps: AlertSteps;
  readonly alertSettings: AlertSettingsService;
  readonly alertLooks: AlertLooks;
  readonly information: InformationService;
  readonly measures: MeasuresService;
  readonly baselines: BaselinesService;
  readonly freed: FreedBeds;
  readonly database: DataSource;
  readonly outcomes: OutcomesService;
  readonly homes: HomeAddresses;
  readonly characteristics: CharacteristicsService;
  readonly needsToMeet: NeedsToMeet;
  readonly plans: FamilyPlans;
  readonly contacts: ContactNotes;
  readonly checks: UnitChecks;
  readonly ready: ReadinessService;
  readonly deputies: DeputiesService;
  readonly emergencies: EmergencyRecords;
  readonly decisions: EmergencyDecisions;
  readonly house: EmergencyHouse;
  readonly placing: EmergencyService;
  readonly admissions: EmergencyAdmissions;
  readonly handover: HandoverNotes;
  readonly escorts: EscortsService;
  readonly medicines: MedicinesService;
  readonly notes: StayNotes;

  constructor(
    app: INestApplicationContext,
    readonly cast: Cast,
    readonly now: Date,
    readonly today: PlainDate,
  ) {
    const everywhere = { strict: false };
    this.asking = app.get(AskingService, everywhere);
    this.signatures = app.get(Signatures, everywhere);
    this.flags = app.get(DecisionFlags, everywhere);
    this.again = app.get(LookAgain, everywhere);
    this.kept = app.get(KeptYeses, everywhere);
    this.proposals = app.get(ProposalsService, everywhere);
    this.answers = app.get(AnswersService, everywhere);
    this.stays = app.get(StaySteps, everywhere);
    this.actions = app.get(RequestActionsService, everywhere);
    this.withdrawals = app.get(Withdrawals, everywhere);
    this.reserves = app.get(ReservesService, everywhere);
    this.pairs = app.get(PairDecisionsService, everywhere);
    this.assessments = app.get(AssessmentsService, everywhere);
    this.related = app.get(SiblingRecords, everywhere);
    this.settings = app.get(UnitSettingsService, everywhere);
    this.staffing = app.get(StaffingService, everywhere);
    this.visits = app.get(VisitPlansService, everywhere);
    this.needs = app.get(StayNeedsService, everywhere);
    this.terms = app.get(SchoolTermsService, everywhere);
    this.allocations = app.get(AllocationsService, everywhere);
    this.legal = app.get(LegalStatusService, everywhere);
    this.requests = app.get(RequestsService, everywhere);
    this.looks = app.get(SeriesLooks, everywhere);
    this.siblings = app.get(SiblingsService, everywhere);
    this.jointWork = app.get(JointWorkService, everywhere);
    this.reviews = app.get(ReviewsService, everywhere);
    this.alerts = app.get(AlertsService, everywhere);
    this.alertSteps = app.get(AlertSteps, everywhere);
    this.alertSettings = app.get(AlertSettingsService, everywhere);
    this.alertLooks = app.get(AlertLooks, everywhere);
    this.information = app.get(InformationService, everywhere);
    this.baselines = app.get(BaselinesService, everywhere);
    this.freed = app.get(FreedBeds, everywhere);
    this.database = app.get(DataSource);
    this.measures = app.get(MeasuresService, everywhere);
    this.outcomes = app.get(OutcomesService, everywhere);
    this.homes = app.get(HomeAddresses, everywhere);
    this.characteristics = app.get(CharacteristicsService, everywhere);
    this.needsToMeet = app.get(NeedsToMeet, everywhere);
    this.plans = app.get(FamilyPlans, everywhere);
    this.contacts = app.get(ContactNotes, everywhere);
    this.checks = app.get(UnitChecks, everywhere);
    this.ready = app.get(ReadinessService, everywhere);
    this.deputies = app.get(DeputiesService, everywhere);
    this.emergencies = app.get(EmergencyRecords, everywhere);
    this.decisions = app.get(EmergencyDecisions, everywhere);
    this.house = app.get(EmergencyHouse, everywhere);
    this.placing = app.get(EmergencyService, everywhere);
    this.admissions = app.get(EmergencyAdmissions, everywhere);
    this.handover = app.get(HandoverNotes, everywhere);
    this.escorts = app.get(EscortsService, everywhere);
    this.medicines = app.get(MedicinesService, everywhere);
    this.notes = app.get(StayNotes, everywhere);
  }

  /** Plays on a day, when the clocks of the unit show the time. */
  on(date: PlainDate, time: string, play: Scene['play']): void {
    this.scenes.push({ at: instantIn(date, time, ZONE), play });
  }

  /** Plays so many hours before now. */
  ago(hours: number, play: Scene['play']): void {
    this.scenes.push({ at: new Date(this.now.getTime() - hours * HOUR), play });
  }

  /** The key worker asks for a break that repeats. */
  askAgainAndAgain(person: number, series: SeriesDto): Promise<string> {
    const { id: youngPersonId, worker, aim } = this.cast.youngPeople[person]!;
    const { unitId } = this.cast;
    const purpose = PURPOSES[person % PURPOSES.length]!;
    const what = { ...(aim ? { aims: [aim] } : { purpose }), wishes: WISHES[person % WISHES.length]! };
    return this.asking.ask(worker, { youngPersonId, unitId, series, draft: false, ...what });
  }

  /** The key worker asks for a break, for all nights between the dates unless a number is given. */
  ask(
    person: number,
    wanted: Nights & { nights?: number; weekdays?: number[] },
    draft = false,
    more: Answers = {},
  ): Promise<string> {
    const { id, worker, aim } = this.cast.youngPeople[person]!;
    return this.asking.ask(worker, {
      youngPersonId: id,
      unitId: this.cast.unitId,
      nights: wanted.nights ?? daysBetween(wanted.arrival, wanted.departure),
      from: wanted.arrival,
      to: wanted.departure,
      weekdays: wanted.weekdays ?? [],
      ...(aim ? { aims: [aim] } : { purpose: PURPOSES[person % PURPOSES.length]! }),
      wishes: WISHES[person % WISHES.length]!,
      draft,
      ...more,
    });
  }

  /** How much it strains the family, as they put it when they asked. */
  async sayStrain(person: number, request: string, value: number): Promise<void> {
    const { id: youngPerson, worker } = this.cast.youngPeople[person]!;
    const measure = (await this.measures.list(worker)).find(({ unit }) => unit === 'of 10')!.id;
    await this.baselines.record(worker, request, [{ youngPerson, measure, value }]);
  }

  /** Thinks of those who wait for the nights of a stay that was given back, as a worker does within a second. */
  async putForward(stay: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const claims = await manager.query<{ id: string }[]>(`SELECT id FROM bed_claims WHERE stay_id = $1`, [stay]);
      for (const { id } of claims) await this.freed.putForward(manager, id);
    });
  }

  /** Looks for what is worth acting on at the unit, as a worker does every few minutes. */
  lookForAlerts(): Promise<unknown> {
    return this.database.transaction((manager) => this.alertLooks.lookAt(manager, this.cast.unitId));
  }
}
