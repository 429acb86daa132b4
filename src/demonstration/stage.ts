import type { INestApplicationContext } from '@nestjs/common';
import { PURPOSES, WISHES } from '../../config/demonstration/people.js';
import { daysBetween, instantIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { StaffingService } from '../calendar/staffing.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { ReservesService } from '../calendar/reserves.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { SchoolTermsService } from '../people/school-terms.service.js';
import { AnswersService } from '../requests/answers.service.js';
import { AskingService } from '../requests/asking.service.js';
import { OffersService } from '../requests/offers.service.js';
import { ProposalsService } from '../requests/proposals.service.js';
import { RequestActionsService } from '../requests/request-actions.service.js';
import { Withdrawals } from '../requests/withdrawals.service.js';
import { VisitPlansService } from '../requests/visit-plans.service.js';
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
  readonly offers: OffersService;
  readonly proposals: ProposalsService;
  readonly answers: AnswersService;
  readonly stays: StaySteps;
  readonly actions: RequestActionsService;
  readonly withdrawals: Withdrawals;
  readonly pairs: PairDecisionsService;
  readonly staffing: StaffingService;
  readonly visits: VisitPlansService;
  readonly reserves: ReservesService;
  readonly needs: StayNeedsService;
  readonly terms: SchoolTermsService;
  readonly allocations: AllocationsService;
  readonly legal: LegalStatusService;

  constructor(
    app: INestApplicationContext,
    readonly cast: Cast,
    readonly now: Date,
    readonly today: PlainDate,
  ) {
    const everywhere = { strict: false };
    this.asking = app.get(AskingService, everywhere);
    this.offers = app.get(OffersService, everywhere);
    this.proposals = app.get(ProposalsService, everywhere);
    this.answers = app.get(AnswersService, everywhere);
    this.stays = app.get(StaySteps, everywhere);
    this.actions = app.get(RequestActionsService, everywhere);
    this.withdrawals = app.get(Withdrawals, everywhere);
    this.reserves = app.get(ReservesService, everywhere);
    this.pairs = app.get(PairDecisionsService, everywhere);
    this.staffing = app.get(StaffingService, everywhere);
    this.visits = app.get(VisitPlansService, everywhere);
    this.needs = app.get(StayNeedsService, everywhere);
    this.terms = app.get(SchoolTermsService, everywhere);
    this.allocations = app.get(AllocationsService, everywhere);
    this.legal = app.get(LegalStatusService, everywhere);
  }

  /** Plays on a day, when the clocks of the unit show the time. */
  on(date: PlainDate, time: string, play: Scene['play']): void {
    this.scenes.push({ at: instantIn(date, time, ZONE), play });
  }

  /** Plays so many hours before now. */
  ago(hours: number, play: Scene['play']): void {
    this.scenes.push({ at: new Date(this.now.getTime() - hours * HOUR), play });
  }

  /** The key worker asks for a break, for all nights between the dates unless a number is given. */
  ask(person: number, wanted: Nights & { nights?: number; weekdays?: number[] }, draft = false): Promise<string> {
    const { id, worker } = this.cast.youngPeople[person]!;
    return this.asking.ask(worker, {
      youngPersonId: id,
      unitId: this.cast.unitId,
      nights: wanted.nights ?? daysBetween(wanted.arrival, wanted.departure),
      from: wanted.arrival,
      to: wanted.departure,
      weekdays: wanted.weekdays ?? [],
      purpose: PURPOSES[person % PURPOSES.length]!,
      wishes: WISHES[person % WISHES.length]!,
      draft,
    });
  }
}
