import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, type FieldError } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import type { Compatibility } from '../matching/domain/judge-stay.js';
import { VERDICT_TEXT, type Verdict } from '../matching/domain/verdicts.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inputsOf, isKeptApart, judgeInputs, type DecisionInputs } from './domain/decision-inputs.js';
import type { Household } from './domain/fit.js';
import { changedSince, shownAs, type ShownPart } from './domain/shown-group.js';
import type { StayMove } from './domain/make-room.js';
import { LONGEST_REASON, meant, missingOf, type Decided, type DecisionSaid } from './domain/match-decision.js';
import { isAsSigned } from './domain/signed-list.js';
import { readOthers } from './pair-plans.service.js';
import type { Called } from '../people/domain/names-in-text.js';

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

/** What is decided of nights that were looked at. */
export interface DecidedOn {
  subject: Subject;
  decided: Decided;
  looked: LookedAt;
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
    const [looked] = await this.lookEach(manager, actor, [{ asked, house }]);
    return looked!;
  }

  /** The same of several nights, each with everybody as old as they are then, in as many queries however many they are. */
  async lookEach(
    manager: EntityManager,
    actor: Actor,
    each: readonly { asked: Asked; house: Household }[],
  ): Promise<LookedAt[]> {
    if (each.length === 0) return [];
    const there = each.flatMap(({ asked, house }) => [
      asked.youngPersonId,
      ...house.claims.flatMap((claim) => claim.youngPersonId ?? []),
    ]);
    const knownOn = await this.compatibility.onEach(manager, actor.organisationId, there);
    return each.map(({ asked, house }) => {
      const { youngPersonId, bedId, moves = [], arrival } = asked;
      const known = knownOn(arrival);
      const guest = known.people.get(youngPersonId)!;
      const inputs = inputsOf(guest, house, known, { ...asked, bed: { id: bedId }, moves });
      return { inputs, advice: judgeInputs(known.rules, inputs), known };
    });
  }

  /** The decision that is meant by what was said; refuses one that cannot be signed as it is. */
  async decided(
    manager: EntityManager,
    unitId: string,
    said: DecisionSaid,
    looked: Pick<LookedAt, 'advice' | 'inputs'>,
  ): Promise<Decided> {
    return (await this.deciding(manager, unitId, [{ said, looked }]))(said, looked);
  }

  /** The same for whoever decides several of one young person: what the others are called is read once for all of them. */
  async deciding(
    manager: EntityManager,
    unitId: string,
    each: readonly { said: DecisionSaid; looked: Pick<LookedAt, 'advice' | 'inputs'> }[],
  ): Promise<(said: DecisionSaid, looked: Pick<LookedAt, 'advice' | 'inputs'>) => Decided> {
    const named = each.filter(({ said, looked }) => meant(said, looked.advice.verdict).mitigations.length > 0);
    const ids = named.flatMap(({ looked: { inputs } }) => inputs.others.map(({ id }) => id));
    const [first] = named;
    const calledBeside = first ? await readOthers(manager, unitId, first.looked.inputs.guest.id, ids) : () => [];
    return (said, looked) => this.decide(said, looked, calledBeside);
  }

  private decide(
    said: DecisionSaid,
    { advice, inputs }: Pick<LookedAt, 'advice' | 'inputs'>,
    calledBeside: (there: readonly string[]) => Called[],
  ): Decided {
    const { verdict } = advice;
    const decided = meant(said, verdict);
    // A no is nobody's to hold up, whatever they saw.
    if (decided.decision !== 'not_suitable' && said.seen !== undefined && said.seen !== verdict)
      throw conflict('advice-changed', sayChanged(said.seen, verdict));
    if (decided.decision !== 'not_suitable') refuseOthers(said, { inputs, advice });
    if (decided.decision !== 'not_suitable' && isKeptApart(inputs)) throw conflict('kept-apart', KEPT_APART);
    const others = decided.mitigations.length > 0 ? calledBeside(inputs.others.map(({ id }) => id)) : [];
    const [first, ...more] = [...tooLong(said), ...missingOf(decided, verdict, others)];
    if (first) throw invalid(`invalid-decision`, first.message, [first, ...more]);
    return decided;
  }

  /**
   * Those of these offers on which the advice is graver now than that on which they were decided last: somebody else is to be
   * there by now, or more is known. Whoever signs looks at them again before they are booked.
   */
  async graverSince(
    manager: EntityManager,
    actor: Actor,
    each: readonly { offerId: string; asked: Asked; house: Household }[],
  ): Promise<Set<string>> {
    if (each.length === 0) return new Set();
    const [looked, stand] = await inOneGo(
      this.lookEach(manager, actor, each),
      manager.query<{ offer: string; verdict: Verdict }[]>(
        `SELECT DISTINCT ON (offer_id) offer_id AS offer, verdict FROM match_decisions WHERE offer_id = ANY ($1::uuid[])
          ORDER BY offer_id, id DESC`,
        [each.map(({ offerId }) => offerId)],
      ),
    );
    const signed = new Map(stand.map(({ offer, verdict }) => [offer, verdict]));
    const graver = each.filter(({ offerId }, place) => {
      const then = signed.get(offerId);
      return then !== undefined && !isAsSigned(looked[place]!.advice.verdict, then);
    });
    return new Set(graver.map(({ offerId }) => offerId));
  }

  /** Part of the caller's transaction; answers with the moment, which that of the step in the timeline is, too. */
  write(manager: EntityManager, actor: Actor, subject: Subject, decided: Decided, looked: LookedAt): Promise<Date> {
    return this.writeEach(manager, actor, [{ subject, decided, looked }]);
  }

  /** The same of several, in one statement. */
  async writeEach(manager: EntityManager, actor: Actor, each: readonly DecidedOn[]): Promise<Date> {
    const at = this.clock.now();
    if (each.length === 0) return at;
    const rows = each.map(({ subject: { of, ...subject }, decided, looked: { advice, inputs, known } }) => {
      const emergency = 'emergencyDecisionId' in of ? of : undefined;
      return {
        ...{ organisation_id: actor.organisationId, unit_id: subject.unit.id, young_person_id: subject.youngPerson.id },
        ...{ request_id: subject.request?.id, part_id: subject.request?.partId },
        ...{ offer_id: 'offerId' in of ? of.offerId : null, stay_id: 'stayId' in of ? of.stayId : null },
        ...{
          arrival: subject.arrival,
          departure: subject.departure,
          decision: decided.decision,
          reasons: decided.reasons,
        },
        ...{ mitigations: decided.mitigations, against_advice: decided.againstAdvice, verdict: advice.verdict },
        ...{ score: advice.score, worst_night: advice.worst.night, contributions: advice.contributions, inputs },
        ...{ guide_version: known.version, signed_by: emergency?.signedBy ?? actor.id, signed_at: at },
        ...{ emergency_decision_id: emergency?.emergencyDecisionId, on_word_of: emergency?.onWordOf },
      };
    });
    await manager.query(
      `INSERT INTO match_decisions (${COLUMNS})
       SELECT ${COLUMNS} FROM jsonb_populate_recordset(NULL::match_decisions, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    return at;
  }
}

const COLUMNS = `organisation_id, unit_id, request_id, part_id, young_person_id, offer_id, stay_id, arrival, departure, decision,
  reasons, mitigations, against_advice, verdict, score, worst_night, contributions, guide_version, inputs, signed_by, signed_at,
  emergency_decision_id, on_word_of`;

/** As it was typed: what stood against an advice that nobody goes against is put to the reasons, and may make them longer. */
const tooLong = ({ reasons }: DecisionSaid): FieldError[] =>
  [...reasons].length > LONGEST_REASON
    ? [{ field: 'reasons', message: `Say it in ${LONGEST_REASON} characters or fewer.` }]
    : [];

/** Nobody signs for a group, or on an advice, that was not before them: what they decided on was another. */
export function refuseOthers(
  { seenGroup }: Pick<DecisionSaid, 'seenGroup'>,
  { inputs, advice }: Pick<LookedAt, 'advice' | 'inputs'>,
): void {
  const other = seenGroup === undefined ? undefined : changedSince(seenGroup, shownAs(inputs, advice));
  if (other) throw conflict(other === 'advice' ? 'advice-changed' : 'group-changed', `${OTHER[other]} ${LOOK}`);
}

const OTHER: Record<ShownPart, string> = {
  group: 'Who is there on these nights has changed since you looked.',
  known: 'Who is there is as you saw, but what is known of them has changed since you looked.',
  advice: 'The advice on these nights has changed since you looked.',
};
const LOOK = 'Nothing has been signed. Look at who would be there, and decide again.';

const sayChanged = (seen: Verdict, now: Verdict): string =>
  `The advice was “${VERDICT_TEXT[seen]}” when you looked, and is “${VERDICT_TEXT[now]}” now: something has changed meanwhile. Nothing has been signed. Look at the nights again.`;

const KEPT_APART =
  'A matching decision says never together with somebody who is to be there. Decide “Not suitable”, or have the matching decision ended first.';
