import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { namesAnother, othersIn, type About, type Other } from './domain/naming-others.js';

/** Words about young people that a key worker will read. */
export interface Words {
  /** Those about whom they are: all of one request, whose key worker knows them all. */
  about: readonly string[];
  text: string;
  /** How the field is called. */
  field: string;
  /** Which nights they are about, where it is not those of a stay: who is there then is near. */
  nights?: Nights | undefined;
  /** Who wrote them has looked, and says so. */
  namesNobodyElse?: boolean | undefined;
}

/** What is said, by the names of the fields. */
type Texts = Readonly<Record<string, string | undefined>>;

/** Decides, in one place, whether words that a key worker reads name another young person. */
@Injectable()
export class NamesOfOthers {
  constructor(private readonly clock: Clock) {}

  /**
   * Refuses words of the unit's people that name another young person: they are to be written without the name. Key workers
   * write about the family as they know it, and are asked nothing. One query, none where there is nothing to look through.
   */
  async refuse(manager: EntityManager, actor: Actor, { namesNobodyElse, field, text, ...words }: Words): Promise<void> {
    if (namesNobodyElse) return;
    await this.refuseAny(manager, actor, { ...words, texts: { [field]: text } });
  }

  /** The same of several fields that are said together, in their order; what is left out names nobody. */
  async refuseAny(
    manager: EntityManager,
    actor: Actor,
    { namesNobodyElse, about, nights, texts }: Omit<Words, 'field' | 'text'> & { texts: Texts },
  ): Promise<void> {
    const said = Object.entries(texts).filter(([, text]) => text?.trim());
    if (namesNobodyElse || actor.role === 'cas_worker' || said.length === 0) return;
    const find = await this.finder(manager, actor, about, nights);
    for (const [field, text = ''] of said) {
      const found = find(about, text);
      if (found.length > 0) throw namesAnother(field, text, found);
    }
  }

  /** Whom such words name of those whom the units know. */
  async named(
    manager: EntityManager,
    actor: Actor,
    { about, text, nights }: Pick<Words, 'about' | 'text' | 'nights'>,
  ): Promise<Other[]> {
    if (actor.role === 'cas_worker' || text.trim() === '') return [];
    const find = await this.finder(manager, actor, about, nights);
    return find(about, text);
  }

  /** Looks through words about any of these. One query, however many they are. */
  async finder(
    manager: EntityManager,
    actor: Actor,
    ids: readonly string[],
    nights?: Nights,
  ): Promise<(about: readonly string[], text: string) => Other[]> {
    const rows = ids.length > 0 ? await this.read(manager, actor, ids, nights) : [];
    const finders = new Map<string, (text: string) => Other[]>();
    return (about, text) => {
      const key = about.toSorted().join();
      const mine: About[] = rows.filter(({ id }) => about.includes(id));
      const find = finders.get(key) ?? othersIn(mine, rows);
      finders.set(key, find);
      return find(text);
    };
  }

  /**
   * Those about whom it is, and everybody whom a unit knows that knows them, by the names they have and had. Near is who was
   * at a unit when one of them was or is to be, who is on the nights in question, and about whom with them it was decided.
   */
  private read(manager: EntityManager, actor: Actor, ids: readonly string[], nights?: Nights): Promise<Other[]> {
    const parameters: unknown[] = [ids, nights?.arrival ?? null, nights?.departure ?? null];
    const seen = mayRead(actor, 'y.id', parameters, this.clock.now());
    return manager.query<Other[]>(
      `WITH known AS (
         SELECT DISTINCT g.young_person_id AS id FROM access_grants g
          WHERE g.unit_id IN (SELECT w.unit_id FROM access_grants w WHERE w.young_person_id = ANY ($1::uuid[]))),
       near AS (
         SELECT m.young_person_id AS about, o.young_person_id AS id FROM stays m
           JOIN stays o ON o.unit_id = m.unit_id AND o.arrival <= m.departure AND m.arrival <= o.departure
          WHERE m.young_person_id = ANY ($1::uuid[])
         UNION SELECT about, c.young_person_id FROM unnest($1::uuid[]) AS about
           JOIN access_grants w ON w.young_person_id = about AND w.unit_id IS NOT NULL
           JOIN bed_claims c ON c.unit_id = w.unit_id AND c.live AND c.young_person_id IS NOT NULL
            AND c.arrival <= $3::date AND c.departure >= $2::date
         UNION SELECT young_person_a, young_person_b FROM pair_decisions WHERE young_person_a = ANY ($1::uuid[])
         UNION SELECT young_person_b, young_person_a FROM pair_decisions WHERE young_person_b = ANY ($1::uuid[])),
       others AS (
         SELECT y.id, y.first_name, y.last_name, y.case_number, ${seen} AS is_seen,
                ARRAY (SELECT n.about::text FROM near n WHERE n.id = y.id) AS near_to
           FROM young_people y
          WHERE y.id = ANY ($1::uuid[]) OR y.id IN (SELECT k.id FROM known k) OR y.id IN (SELECT n.id FROM near n))
       SELECT id, first_name AS "firstName", last_name AS "lastName", case_number AS "caseNumber", near_to AS "nearTo",
              is_seen AS "isSeen" FROM others
       UNION ALL
       SELECT o.id, CASE f.field WHEN 'firstName' THEN f.was ELSE o.first_name END,
              CASE f.field WHEN 'lastName' THEN f.was ELSE o.last_name END, o.case_number, o.near_to, o.is_seen
         FROM others o JOIN past_facts f ON f.young_person_id = o.id WHERE f.field IN ('firstName', 'lastName')`,
      parameters,
    );
  }
}
