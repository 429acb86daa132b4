import type { LegalStatus } from '../calendar/domain/legal-status.js';
import type { PlainDate } from '../kernel/nights.js';
import type { StayState } from '../stays/domain/stay-state.js';
import type { AgreedSince } from './agreed-since.js';
import type { EmergencyDecision, EmergencyState, EmergencyStep, HowReached } from './domain/emergency-state.js';

export interface Someone {
  id: string;
  name: string;
}

export interface Child {
  id: string;
  firstName: string;
  lastName: string;
}

/** A child without a record, as far as anybody knows. */
export interface NewcomerKnown {
  firstName: string;
  lastName: string;
  dateOfBirth?: PlainDate | undefined;
  dateOfBirthGuessed?: boolean | undefined;
}

/** What it means for one of those who are staying; without a name for who may not read their record any more. */
export interface Impact {
  youngPersonId: string;
  youngPerson: Child | null;
  impact: string;
  at: Date;
  by: Someone;
}

/** What a manager said beside a decision. */
export interface Countersignature {
  by: Someone;
  at: Date;
  agrees: boolean;
  note: string;
}

/** What was on record when a decision was written down. */
export interface Told extends Omit<EmergencyAnswers, 'known'> {
  impacts: { youngPerson: string; impact: string }[];
}

export interface DecisionRecorded {
  id: string;
  decision: EmergencyDecision;
  said: string;
  /** The account of who decided, where it has one. */
  decidedBy: string | null;
  decidedByName: string;
  how: HowReached;
  rungAt: Date;
  recordedAt: Date;
  recordedBy: Someone;
  told: Told;
  /** Until when it is to be countersigned; null where the manager recorded it in person. */
  countersignBy: Date | null;
  countersigned: Countersignature | null;
}

/** What is answered of an emergency, each at any time and by whoever is on shift. */
export interface EmergencyAnswers {
  /** What is known of who they are. */
  known: string;
  expectedAt: Date | null;
  until: PlainDate | null;
  why: string;
  risk: string;
  /** What there is to say of room and staffing tonight. */
  house: string;
  /** Who of the placing authority has agreed to the placement. */
  authority: string;
  legalBasis: LegalStatus | null;
}

/** A child for whom a place is asked tonight. */
export interface EmergencyView extends EmergencyAnswers {
  id: string;
  unit: { id: string; name: string; zone: string };
  /** By whom it is known, if the unit may read their record. */
  youngPerson: Child | null;
  youngPersonId: string | null;
  newcomer: NewcomerKnown | null;
  /** As they were named. */
  called: string;
  openedAt: Date;
  openedBy: Someone;
  impacts: Impact[];
  /** The latest last. */
  decisions: DecisionRecorded[];
  stay: { id: string; state: StayState; arrivedAt: Date | null } | null;
  agreedSince: AgreedSince | null;
  ended: { at: Date; by: Someone; why: string } | null;
}

/** With what follows from it. */
export interface EmergencyStanding extends EmergencyView {
  state: EmergencyState;
  /** The most pressing first. */
  steps: EmergencyStep[];
}
