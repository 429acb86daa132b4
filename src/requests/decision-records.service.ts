import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { Contribution } from '../matching/domain/judge-pair.js';
import type { Compatibility } from '../matching/domain/judge-stay.js';
import type { Verdict } from '../matching/domain/verdicts.js';
import { RuleSetsService } from '../matching/rule-sets.service.js';
import { decisionsSql, lastDecisionSql, signedBySql } from '../stays/domain/last-decision.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { DecidedNights } from './domain/decided-nights.js';
import { everybodyOn, judgeInputs, type DecisionInputs } from './domain/decision-inputs.js';
import type { Decided } from './domain/match-decision.js';
import type { OpenedRequest } from './request-view.js';

/** A decision as it was signed, with the advice as it was then. */
export interface SignedDecision extends Decided, Nights {
  id: string;
  part: string | null;
  offer: string | null;
  /** The stay that it is about, or that its offer became. */
  stay: string | null;
  verdict: Verdict;
  score: number;
  worstNight: PlainDate;
  contributions: Contribution[];
  guide: number;
  inputs: DecisionInputs;
  signedBy: { id: string; name: string };
  signedAt: Date;
}

/** In SQL, why it goes against the advice. Of a no where the advice was a yes, by its reasons where it was signed before that was kept by itself. */
const AGAINST = `coalesce(d.against_advice, CASE WHEN d.decision = 'not_suitable' AND d.verdict = 'suitable' THEN d.reasons END)`;

/** In SQL, the columns of a signed decision `d`, to be read with `fromDecisions`. */
const COLUMNS = `
  d.id::int, d.part_id AS part, d.offer_id AS offer, coalesce(d.stay_id, o.stay_id, e.stay_id) AS stay, d.arrival, d.departure, d.decision,
  d.reasons, d.mitigations, ${AGAINST} AS "againstAdvice", d.verdict, d.score, d.worst_night AS "worstNight",
  d.contributions, d.guide_version AS guide, d.inputs, d.signed_at AS "signedAt",
  json_build_object('id', w.id, 'name', ${signedBySql('w')}) AS "signedBy"`;
const fromDecisions = (decisions: string) =>
  `${decisions} d JOIN users w ON w.id = d.signed_by LEFT JOIN offers o ON o.id = d.offer_id
   LEFT JOIN emergency_decisions m ON m.id = d.emergency_decision_id LEFT JOIN emergencies e ON e.id = m.emergency_id`;

/** What was decided on who is there with whom, for whoever may read the request. */
@Injectable()
export class DecisionRecords {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly guides: RuleSetsService,
  ) {}

  /** Of a request, or of one part of it, the latest first. */
  async ofRequest(
    { id, parts, partId, pathId, standsForAll }: OpenedRequest,
    { limit, cursor }: PageQuery,
  ): Promise<Page<SignedDecision>> {
    const [before = null] = readCursor(cursor, ['number'], pathId) ?? [];
    const meant = parts.filter((part) => standsForAll || part.id === partId).map((part) => part.id);
    const rows = await this.dataSource.query<SignedDecision[]>(
      `SELECT ${COLUMNS} FROM ${fromDecisions('match_decisions')}
        WHERE d.request_id = $1 AND d.part_id = ANY ($2::uuid[]) AND ($3::bigint IS NULL OR d.id < $3)
        ORDER BY d.id DESC LIMIT $4`,
      [id, meant, before, limit + 1],
    );
    const page = pageOf(rows, limit, (last) => [Number(last.id)], pathId);
    return { ...page, items: page.items.map((row) => ({ ...row, id: String(row.id) })) };
  }

  /** One of them, by its number; `undefined` where the request, or what the reader may see of it, has no such decision. */
  async oneOf({ id, parts }: OpenedRequest, decision: number): Promise<SignedDecision | undefined> {
    const [row] = await this.dataSource.query<SignedDecision[]>(
      `SELECT ${COLUMNS} FROM ${fromDecisions('match_decisions')}
        WHERE d.request_id = $1 AND d.part_id = ANY ($2::uuid[]) AND d.id = $3`,
      [id, parts.map((part) => part.id), decision],
    );
    return row && { ...row, id: String(row.id) };
  }

  /** Of a stay, or of the offer or the emergency that it came of, the latest first. */
  async ofStay({ id }: { id: string }, { limit, cursor }: PageQuery): Promise<Page<SignedDecision>> {
    const [before = null] = readCursor(cursor, ['number'], id) ?? [];
    const rows = await this.dataSource.query<SignedDecision[]>(
      `SELECT ${COLUMNS} FROM ${fromDecisions(`(${decisionsSql('$1')})`)}
        WHERE $2::bigint IS NULL OR d.id < $2 ORDER BY d.id DESC LIMIT $3`,
      [id, before, limit + 1],
    );
    const page = pageOf(rows, limit, (last) => [Number(last.id)], id);
    return { ...page, items: page.items.map((row) => ({ ...row, id: String(row.id) })) };
  }

  /** One of them, by its number. */
  async oneOfStay({ id }: { id: string }, decision: number): Promise<SignedDecision | undefined> {
    const [row] = await this.dataSource.query<SignedDecision[]>(
      `SELECT ${COLUMNS} FROM ${fromDecisions(`(${decisionsSql('$1')})`)} WHERE d.id = $2`,
      [id, decision],
    );
    return row && { ...row, id: String(row.id) };
  }

  /** The advice that its version of the matching guide gives anew on all that was looked at when it was signed. */
  async recomputed(actor: Actor, { guide, inputs }: SignedDecision): Promise<Compatibility> {
    const { rules } = await this.guides.version(this.dataSource.manager, actor.organisationId, guide);
    return judgeInputs(rules, inputs);
  }

  /** What was decided of nights of these parts of requests, the latest first. */
  async ofParts(parts: readonly string[]): Promise<DecidedNights[]> {
    return this.dataSource.query<DecidedNights[]>(
      `SELECT d.part_id AS part, coalesce(d.stay_id, o.stay_id, o.id) AS about, d.arrival, d.departure, d.decision,
              d.mitigations, d.signed_at AS "signedAt",
              CASE WHEN s.id IS NULL THEN o.state IN ('offered', 'agreed') ELSE s.state IN ('booked', 'in_residence') END AS "isHeld"
         FROM match_decisions d LEFT JOIN offers o ON o.id = d.offer_id
         LEFT JOIN stays s ON s.id = coalesce(d.stay_id, o.stay_id)
        WHERE d.request_id IN (SELECT p.request_id FROM request_parts p WHERE p.id = ANY ($1::uuid[]))
          AND d.part_id = ANY ($1::uuid[])
        ORDER BY d.id DESC`,
      [parts],
    );
  }

  /** The last on a stay, or on an offer. */
  async last(of: { offerId: string } | { stayId: string }): Promise<SignedDecision | undefined> {
    const [decisions, id] =
      'offerId' in of
        ? ['(SELECT * FROM match_decisions WHERE offer_id = $1 ORDER BY id DESC LIMIT 1)', of.offerId]
        : [lastDecisionSql('$1'), of.stayId];
    const [row] = await this.dataSource.query<SignedDecision[]>(`SELECT ${COLUMNS} FROM ${fromDecisions(decisions)}`, [
      id,
    ]);
    return row && { ...row, id: String(row.id) };
  }

  /** The names of those who were looked at, for those who may see them; written to the trail. */
  async named(
    actor: Actor,
    about: { subject: 'request' | 'offer' | 'stay' | 'unit'; subjectId: string },
    ids: readonly string[],
  ): Promise<Map<string, Guest>> {
    if (actor.role === 'cas_worker') return new Map();
    const { manager } = this.dataSource;
    const guests = await this.calendar.guests(
      manager,
      actor,
      ids.map((youngPersonId) => ({ youngPersonId, announced: true })),
    );
    if (guests.size > 0) {
      const entry = { action: 'decisions.read', ...about, youngPeople: [...guests.keys()] };
      await this.audit.record(manager, actor, entry);
    }
    return guests;
  }
}

/** Everybody who was looked at. */
export const whoWas = (decisions: readonly Pick<SignedDecision, 'inputs'>[]): string[] =>
  decisions.flatMap(({ inputs }) => inputs.nights.flatMap(everybodyOn));
