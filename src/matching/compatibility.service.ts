import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ageOn, dateIn, type PlainDate } from '../kernel/nights.js';
import type { SupportLevel } from '../people/domain/stay-needs.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { readStandings } from './assessment-reader.js';
import type { Assessed, Gap, PairFact, Rating } from './domain/assessed.js';
import { factsByPair, pairJudge, type FactOf, type PairJudge } from './domain/judge-night.js';
import type { PairVerdict } from './domain/pair-decision.js';
import type { PairWord, WordOf } from './domain/pair-word.js';
import type { RuleSet } from './domain/rule-set.js';
import { standingOf, type Standing } from './domain/standing.js';
import { RuleSetsService } from './rule-sets.service.js';

const ZONE = 'Europe/London';

/** What it takes to say how some young people fit together, as it is known at one moment. */
export interface Known {
  rules: RuleSet;
  /** Of the rule set: what is signed names it, so that it can be judged again. */
  version: number;
  people: ReadonlyMap<string, Assessed>;
  facts: readonly PairFact[];
  factOf: FactOf;
  /** The decisions that the facts come from, in their words: for those who may read both. */
  wordOf: WordOf;
  judge: PairJudge;
  /** What is missing of each, and whose move it is. */
  standings: ReadonlyMap<string, Standing>;
}

interface Row {
  id: string;
  dateOfBirth: PlainDate;
  support: SupportLevel;
  ratings: Rating[] | null;
}

/** Looks up what the rules go by. Who may see what of it is for the caller to know. */
@Injectable()
export class CompatibilityService {
  constructor(
    private readonly ruleSets: RuleSetsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Of these young people, as old as they are on a date: their latest signed ratings, whether they count as assessed today,
   * and what was decided about any two of them. Four queries, however many they are.
   */
  async of(
    manager: EntityManager,
    organisationId: string,
    youngPersonIds: Iterable<string>,
    on: PlainDate,
  ): Promise<Known> {
    return (await this.onEach(manager, organisationId, youngPersonIds))(on);
  }

  /** The same for whichever dates are asked about: each time as old as they are then. */
  async onEach(
    manager: EntityManager,
    organisationId: string,
    youngPersonIds: Iterable<string>,
  ): Promise<(on: PlainDate) => Known> {
    const ids = [...new Set(youngPersonIds)].toSorted();
    const today = dateIn(this.clock.now(), ZONE);
    const [{ rules, version }, rows, standingFacts, { facts, wordOf }] = await inOneGo(
      this.ruleSets.inForce(manager, organisationId),
      readRated(manager, ids),
      readStandings(manager, ids, today),
      readFacts(manager, ids),
    );
    const standings = new Map(
      [...standingFacts].map(([id, known]) => [id, standingOf(known, today, rules.stale.assessmentDays)]),
    );
    const factOf = factsByPair(facts);
    const known = { rules, version, facts, factOf, wordOf, judge: pairJudge(rules, factOf), standings };
    return (on) => ({
      ...known,
      people: new Map(rows.map((row) => [row.id, asAssessed(row, standings.get(row.id)?.gap, on)])),
    });
  }

  /** The same as they count under each of several rule sets, in three queries: how long information counts differs. */
  async under(
    manager: EntityManager,
    several: readonly RuleSet[],
    youngPersonIds: Iterable<string>,
    on: PlainDate,
  ): Promise<{ facts: PairFact[]; sides: Pick<Known, 'rules' | 'people'>[] }> {
    const ids = [...new Set(youngPersonIds)].toSorted();
    const today = dateIn(this.clock.now(), ZONE);
    const [rows, standings, { facts }] = await inOneGo(
      readRated(manager, ids),
      readStandings(manager, ids, today),
      readFacts(manager, ids),
    );
    const sides = several.map((rules) => {
      const gapOf = (id: string) => {
        const known = standings.get(id);
        return known && standingOf(known, today, rules.stale.assessmentDays).gap;
      };
      return { rules, people: new Map(rows.map((row) => [row.id, asAssessed(row, gapOf(row.id), on)])) };
    });
    return { facts, sides };
  }
}

function asAssessed({ id, dateOfBirth, support, ratings }: Row, gap: Gap | null | undefined, on: PlainDate): Assessed {
  return { id, age: ageOn(dateOfBirth, on), support, ratings: ratings ?? [], ...(gap && { gap }) };
}

/** The latest that was signed of each, countersigned or not: what is feared counts at once, what is hoped does not. */
function readRated(manager: EntityManager, ids: readonly string[]): Promise<Row[]> {
  return manager.query(
    `SELECT y.id, y.date_of_birth AS "dateOfBirth", y.support_level AS support,
            (SELECT a.ratings FROM assessments a WHERE a.young_person_id = y.id ORDER BY a.version DESC LIMIT 1) AS ratings
       FROM young_people y WHERE y.id = ANY ($1::uuid[])`,
    [ids],
  );
}

/** What was decided about any two of them and stands, and the last word on those who are brothers or sisters. */
async function readFacts(
  manager: EntityManager,
  ids: readonly string[],
): Promise<{ facts: PairFact[]; wordOf: WordOf }> {
  const rows = await manager.query<PairRow[]>(
    `SELECT json_build_array(p.young_person_a, p.young_person_b) AS "youngPeople",
            json_build_object('decision', p.decision, 'id', p.id) AS known,
            json_build_object('id', p.id, 'by', d.name, 'at', p.decided_at, 'plan', p.mitigation) AS signed
       FROM pair_decisions p JOIN users d ON d.id = p.decided_by
      WHERE p.ended_at IS NULL AND p.young_person_a = ANY ($1::uuid[]) AND p.young_person_b = ANY ($1::uuid[])
     UNION ALL
     SELECT json_build_array(young_person_a, young_person_b), json_build_object('siblings', relation), NULL
       FROM (SELECT DISTINCT ON (young_person_a, young_person_b) young_person_a, young_person_b, relation FROM siblings
              WHERE young_person_a = ANY ($1::uuid[]) AND young_person_b = ANY ($1::uuid[])
              ORDER BY young_person_a, young_person_b, id DESC) last
      WHERE relation <> 'none'`,
    [ids],
  );
  const words = new Map(rows.flatMap((row) => (row.signed ? [[row.youngPeople.join(' '), row] as const] : [])));
  return {
    facts: rows.map(({ youngPeople, known }) => ({ youngPeople, ...known })),
    wordOf: (one, other) => asWord(words.get(one < other ? `${one} ${other}` : `${other} ${one}`)),
  };
}

interface PairRow {
  youngPeople: [string, string];
  known: Omit<PairFact, 'youngPeople'>;
  signed: { id: string; by: string; at: string; plan: string | null } | null;
}

/** Made when somebody reads it: most of those who are compared nobody reads about. */
function asWord(row: PairRow | undefined): PairWord | undefined {
  if (!row?.signed) return undefined;
  const { id, by, at, plan } = row.signed;
  const decision: PairVerdict = row.known.decision!;
  return { decision, signed: { id, by, plan, on: dateIn(new Date(at), ZONE) } };
}
