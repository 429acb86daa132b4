import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { WorkingDays } from '../people/working-days.service.js';
import { Clock } from '../platform/clock.js';
import { clockDeadline } from '../kernel/working-time.js';
import { Tonight } from '../platform/tonight.js';
import {
  countersignDue,
  dueFrom,
  heldUntil,
  urgencyOn,
  type DueFor,
  type Reckoned,
  type Targets,
  type Urgency,
} from './domain/deadlines.js';
import { STATES, type Deadline, type RequestState } from './domain/states.js';

const RECKONED: readonly (Deadline | undefined)[] = ['decision', 'information', 'waiting_list'] satisfies Reckoned[];

const isReckoned = (deadline: Deadline | undefined): deadline is Reckoned => RECKONED.includes(deadline);

/** By when steps are due, from now on: the target times of the configuration in working time, an emergency's on the clock. */
@Injectable()
export class Deadlines {
  private readonly targets: Targets;

  constructor(
    private readonly workingDays: WorkingDays,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
    env: Env,
  ) {
    this.targets = {
      decisionDays: env.DECISION_DAYS,
      shortNoticeDays: env.SHORT_NOTICE_DECISION_DAYS,
      shortNoticeWithin: env.SHORT_NOTICE_WITHIN_DAYS,
      emergencyHours: env.EMERGENCY_HOURS,
      informationDays: env.INFORMATION_DAYS,
      waitingListDays: env.WAITING_LIST_DAYS,
      signatureDays: env.SIGNATURE_DAYS,
      answerDays: env.ANSWER_DAYS,
    };
  }

  /** Within how many hours on the clock an emergency is decided. */
  get emergencyHours(): number {
    return this.targets.emergencyHours;
  }

  /** When the step that the state asks for is due, for each of several; null where an offer, a stay or nothing says it. */
  ofState(state: RequestState, each: readonly DueFor[], zone: string): Promise<Date[]> | null {
    const { deadline } = STATES[state];
    return isReckoned(deadline) ? this.reckon(deadline, each, zone) : null;
  }

  /** The time of a part that came into the state in a statement of the caller's; none begins where an offer says it. */
  async begin(
    manager: EntityManager,
    partId: string,
    state: RequestState,
    { zone, ...about }: DueFor & { zone: string },
  ): Promise<void> {
    const due = this.ofState(state, [about], zone);
    if (due) await manager.query(`UPDATE request_parts SET due_at = $2 WHERE id = $1`, [partId, (await due)[0]]);
  }

  /** When the unit wants to know whether a family would come: as when it asks for information, and while it can still be settled. */
  async ofEnquiry(askedAt: Date, arrival: PlainDate, zone: string): Promise<Date> {
    const about = { urgency: 'standard', lastArrival: arrival } as const;
    return dueFrom(askedAt, 'information', about, this.targets, await this.workingDays.from(askedAt, zone));
  }

  /** Until when a bed is held for a signature or a family's answer. */
  async heldUntil(
    step: 'signature' | 'answer',
    offer: { arrival: PlainDate; urgency: Urgency; zone: string },
  ): Promise<Date> {
    const now = this.clock.now();
    return heldUntil(now, step, offer, this.targets, await this.workingDays.from(now, offer.zone));
  }

  /** When a step of an emergency is due that begins at the instant: on the clock, at any hour of any day. */
  inEmergency(from: Date): Date {
    return clockDeadline(from, this.targets.emergencyHours);
  }

  /** When a manager has to countersign what is written down now. */
  async countersigning(zone: string): Promise<Date> {
    return countersignDue(this.tonight.in(zone), await this.workingDays.from(this.clock.now(), zone));
  }

  /** How urgent a request is that is submitted now. */
  urgencyOf(earliestArrival: PlainDate, zone: string): Urgency {
    return urgencyOn(dateIn(this.clock.now(), zone), earliestArrival, this.targets);
  }

  private async reckon(deadline: Reckoned, each: readonly DueFor[], zone: string): Promise<Date[]> {
    const now = this.clock.now();
    const work = await this.workingDays.from(now, zone);
    return each.map((one) => dueFrom(now, deadline, one, this.targets, work));
  }
}
