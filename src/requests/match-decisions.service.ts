import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, type FieldError } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import type { Compatibility } from '../matching/domain/judge-stay.js';
import { Clock } from '../platform/clock.js';
import { inputsOf, isKeptApart, judgeInputs, type DecisionInputs } from './domain/decision-inputs.js';
import type { Household } from './domain/fit.js';
import type { StayMove } from './domain/make-room.js';
import { LONGEST_REASON, meant, missingOf, type Decided, type DecisionSaid } from './domain/match-decision.js';
import { readOthers } from './pair-plans.service.js';

/** One young person's nights at a unit, and the bed that they would have. */
export interface Asked extends Nights {
  unitId: string;
  youngPersonId: string;
  bedId: string;
  /** Those that are made for it in the same step. */
  moves?: readonly StayMove[];
}

/** The nights that somebody has, or is to have, at a unit; `NO_BED` without one. */
interface Standing extends Nights {
  unit: { id: string };
  youngPerson: { id: string };
  bedId: string;
}

/** What the advice is now, and everything that it is made of. */
export interface LookedAt {
  inputs: DecisionInputs;
  advice: Compatibility;
  known: Known;
}

/** What a decision is about: an offer of a request, or the stay that it became. */
export interface Subject extends Nights {
  unit: { id: string };
  youngPerson: { id: string };
  /** Null for a stay without one. */
  request: { id: string; partId: string } | null;
  of: { offerId: string } | { stayId: string } | OfEmergency;
}

/** What the on-call manager decided of a child who is placed at once, as somebody wrote it down. */
export interface OfEmergency {
  emergencyDecisionId: string;
  /** Who decided, or wrote it down for somebody without an account. */
  signedBy: string;
  /** Who decided, in words, where they have no account. */
  onWordOf: string | null;
}

/** Writes down what a named person decides on who is there with whom, with all that the advice was made of. */
@Injectable()
export class MatchDecisions {
  constructor(
    private readonly calendar: CalendarService,
    private readonly compatibility: CompatibilityService,
    private readonly clock: Clock,
  ) {}

  /** The same of a stay or an offer that stands, or of nights that somebody asks for, with the house as it is then. */
  async lookAt(
    manager: EntityManager,
    actor: Actor,
    { unit, youngPerson, arrival, departure, bedId }: Standing,
  ): Promise<{ looked: LookedAt; house: Household }> {
    const nights = { arrival, departure };
    const loaded = await this.calendar.load(manager, unit.id, nights);
    const staffed = staffedNights(loaded.staffing, loaded.claims, nights, youngPerson.id);
    const house = { beds: loaded.beds, claims: loaded.claims, staffed, wakingNight: loaded.unit.wakingNight };
    const asked = { ...nights, unitId: unit.id, youngPersonId: youngPerson.id, bedId };
    return { looked: await this.look(manager, actor, asked, house), house };
  }

  /** The advice on these nights as it is now. Four queries; `house` has every claim and the staff of every night of them. */
  async look(manager: EntityManager, actor: Actor, asked: Asked, house: Household): Promise<LookedAt> {
    const { youngPersonId, bedId, moves = [], arrival } = asked;
    const others = house.claims.flatMap((claim) => claim.youngPersonId ?? []);
    const known = await this.compatibility.of(manager, actor.organisationId, [youngPersonId, ...others], arrival);
    const guest = known.people.get(youngPersonId)!;
    const inputs = inputsOf(guest, house, known, { ...asked, bed: { id: bedId }, moves });
    return { inputs, advice: judgeInputs(known.rules, inputs), known };
  }

  /** The decision that is meant by what was said; refuses one that cannot be signed as it is. */
  async decided(
    manager: EntityManager,
    unitId: string,
    said: DecisionSaid,
    { advice: { verdict }, inputs }: Pick<LookedAt, 'advice' | 'inputs'>,
  ): Promise<Decided> {
    const decided = meant(said, verdict);
    if (decided.decision !== 'not_suitable' && isKeptApart(inputs)) throw conflict('kept-apart', KEPT_APART);
    const others =
      decided.mitigations.length > 0
        ? await readOthers(
            manager,
            unitId,
            inputs.guest.id,
            inputs.others.map(({ id }) => id),
          )
        : [];
    const [first, ...more] = [...tooLong(said), ...missingOf(decided, verdict, others)];
    if (first) throw invalid(`invalid-decision`, first.message, [first, ...more]);
    return decided;
  }

  /** Part of the caller's transaction; answers with the moment, which that of the step in the timeline is, too. */
  async write(
    manager: EntityManager,
    actor: Actor,
    { unit, youngPerson, request, of, arrival, departure }: Subject,
    { decision, reasons, mitigations, againstAdvice }: Decided,
    { advice, inputs, known }: LookedAt,
  ): Promise<Date> {
    const at = this.clock.now();
    const { verdict, score, worst, contributions } = advice;
    const emergency = 'emergencyDecisionId' in of ? of : undefined;
    await manager.query(
      `INSERT INTO match_decisions
         (organisation_id, unit_id, request_id, part_id, young_person_id, offer_id, stay_id, arrival, departure, decision,
          reasons, mitigations, against_advice, verdict, score, worst_night, contributions, guide_version, inputs, signed_by, signed_at,
          emergency_decision_id, on_word_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
      [
        ...[actor.organisationId, unit.id, request?.id ?? null, request?.partId ?? null, youngPerson.id],
        ...['offerId' in of ? of.offerId : null, 'stayId' in of ? of.stayId : null],
        ...[arrival, departure, decision, reasons, JSON.stringify(mitigations), againstAdvice, verdict, score],
        ...[worst.night, JSON.stringify(contributions), known.version, JSON.stringify(inputs)],
        ...[emergency?.signedBy ?? actor.id, at, emergency?.emergencyDecisionId ?? null, emergency?.onWordOf ?? null],
      ],
    );
    return at;
  }
}

/** As it was typed: what stood against an advice that nobody goes against is put to the reasons, and may make them longer. */
const tooLong = ({ reasons }: DecisionSaid): FieldError[] =>
  [...reasons].length > LONGEST_REASON
    ? [{ field: 'reasons', message: `Say it in ${LONGEST_REASON} characters or fewer.` }]
    : [];

const KEPT_APART =
  'A matching decision says never together with somebody who is to be there. Decide “Not suitable”, or have the matching decision ended first.';
