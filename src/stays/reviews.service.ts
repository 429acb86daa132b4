import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { looksOnAt, LOOKS_ON, refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import {
  asksWhetherItNames,
  checkAims,
  checkReview,
  type OfAim,
  type Said,
  type SuggestionKind,
  type Voice,
} from './domain/review.js';
import { standingOf, type StayReview } from './domain/stay-state.js';
import { stepFor } from './domain/stay-steps.js';
import { readReviews, readSuggestions, readVoices, type Review, type Suggestion } from './review-reader.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

/** Somebody who was there on some of the same nights. */
export interface Companion {
  id: string;
  firstName: string;
  lastName: string;
  caseNumber: string;
}

/** Everything that was said of a stay, and what it has shown. */
export interface HowItWent {
  /** What the break was for, as the request says where it was said of nobody else; empty for who came without one. */
  purpose: string;
  /** The aims of the family plan that the break was for. */
  aims: { id: string; text: string }[];
  reviews: Review[];
  suggestions: Suggestion[];
}

/** What staff say beside: whether it names others, and what somebody should decide because of it. */
export interface NewReview extends Said {
  /** Of some of the aims that the stay was for, whether it met each. */
  aims?: OfAim[] | undefined;
  namesOthers?: boolean | undefined;
  /** Why a matching decision should be looked at, and with whom. */
  matching?: string | undefined;
  other?: string | undefined;
  /** Why a new assessment is needed. */
  assessment?: string | undefined;
}

/** For a child's own file: then nothing that was said of several young people at once. */
interface ForFile {
  forFile?: boolean;
}

const CALLED: Record<Voice, StayReview> = {
  young_person: 'young_person_said',
  family: 'family_said',
  staff: 'reviewed',
};

/** How a stay went, in the words of those who know: written down as it was said, signed, and never changed. */
@Injectable()
export class ReviewsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly plans: FamilyPlans,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<HowItWent> {
    return this.ofStay(actor, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  async ofStay(actor: Actor, stay: Pick<StayView, 'id'>, what?: ForFile): Promise<HowItWent> {
    return this.read(this.dataSource.manager, actor, stay.id, what);
  }

  /** Whom the stay shared nights with, of those whom the actor may read; nobody for a CAS worker. */
  async companions(actor: Actor, { id }: Pick<StayView, 'id'>): Promise<Companion[]> {
    if (actor.role === 'cas_worker') return [];
    const parameters: unknown[] = [id];
    return this.dataSource.query(
      `SELECT DISTINCT ON (y.last_name, y.first_name, y.id)
              y.id, y.first_name AS "firstName", y.last_name AS "lastName", y.case_number AS "caseNumber"
         FROM stays s JOIN stays o ON o.unit_id = s.unit_id AND o.id <> s.id AND o.young_person_id <> s.young_person_id
                                  AND o.arrival < s.departure AND o.departure > s.arrival
                                  AND o.arrived_at < coalesce(s.departed_at, 'infinity')
                                  AND coalesce(o.departed_at, 'infinity') > s.arrived_at
         JOIN young_people y ON y.id = o.young_person_id
        WHERE s.id = $1 AND ${mayRead(actor, 'y.id', parameters, this.clock.now())}
        ORDER BY y.last_name, y.first_name, y.id LIMIT 50`,
      parameters,
    );
  }

  /** Writes down what one voice says. With what staff say of whether it met its aim, the stay is reviewed. */
  async record(actor: Actor, stayId: string, said: NewReview): Promise<HowItWent> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stayId]);
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      this.refuseUnlessPossible(actor, stay, said.voice);
      const errors = checkReview(said, await readVoices(manager, stay.id));
      if (asksWhetherItNames(said) && said.namesOthers === undefined && actor.role !== 'cas_worker')
        errors.push({ field: 'namesOthers', message: 'Choose whether it names another young person.' });
      errors.push(...checkAims(said.voice, said.aims ?? [], said.aims ? await this.plans.ofStay(stay.id) : []));
      if (errors.length > 0) throw invalid('invalid-review', errors[0]!.message, errors);
      await this.write(manager, actor, stay.id, said);
      await this.suggest(manager, actor, stay, said);
      if (said.voice === 'staff')
        await manager.query(`UPDATE stays SET reviewed_at = coalesce(reviewed_at, $2) WHERE id = $1`, [
          stay.id,
          this.clock.now(),
        ]);
      await this.stays.writeDown(manager, actor, stay, CALLED[said.voice]);
    });
    return this.of(actor, stayId);
  }

  /** What was said names another young person, as the unit's people see: it is theirs alone to read from then on. */
  async mark(actor: Actor, stayId: string, review: string): Promise<HowItWent> {
    await inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      const said = await readReviews(manager, actor, stay.id);
      if (!said.some(({ id }) => id === review)) throw notFound();
      await manager.query(
        `INSERT INTO review_marks (review_id, at, by_user) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [review, this.clock.now(), actor.id],
      );
      await this.stays.trail(manager, actor, 'stay.review_marked', [stay]);
    });
    return this.of(actor, stayId);
  }

  /** Refuses with the reason: nobody looks back on what has not begun, and on the whole stay only once it is over. */
  refuseUnlessPossible(actor: Actor, stay: StayView, voice: Voice): void {
    if (looksOnAt(actor, stay.unit.id)) throw forbidden(LOOKS_ON);
    if (voice === 'staff') {
      const step = stepFor('reviewed', standingOf(stay), actor.role);
      if (typeof step === 'string') throw conflict('not-possible-now', step);
    } else if (stay.state !== 'in_residence' && stay.state !== 'completed') {
      throw conflict('not-possible-now', 'They have not stayed yet, so nobody can say how it was.');
    }
  }

  private async read(
    manager: EntityManager,
    actor: Actor,
    stayId: string,
    { forFile = false }: ForFile = {},
  ): Promise<HowItWent> {
    const parameters: unknown[] = [stayId, forFile];
    const isSeen =
      actor.role === 'cas_worker' ? mayRead(actor, 'h.young_person_id', parameters, this.clock.now()) : 'true';
    const [reviews, suggestions, [request]] = await Promise.all([
      readReviews(manager, actor, stayId),
      readSuggestions(manager, actor, this.clock.now(), { where: 's.id = $1', parameters: [stayId] }),
      manager.query<{ aims: HowItWent['aims'] | null; purpose: string | null }[]>(
        `SELECT (SELECT json_agg(json_build_object('id', a.id, 'text', a.text) ORDER BY a.agreed_on, a.written_at, a.id)
                   FROM request_aims n JOIN plan_aims a ON a.id = n.aim_id
                  WHERE n.request_id = r.id AND a.young_person_id = p.young_person_id) AS aims,
                CASE WHEN NOT EXISTS (SELECT 1 FROM request_parts h
                                 WHERE h.request_id = r.id AND h.young_person_id <> p.young_person_id
                                   AND ($2 OR NOT ${isSeen})) THEN nullif(r.purpose, '') END AS purpose
           FROM stays s JOIN request_parts p ON p.id = s.part_id JOIN requests r ON r.id = p.request_id WHERE s.id = $1`,
        parameters,
      ),
    ]);
    const aims = request?.aims ?? [];
    const purpose = [...aims.map(({ text }) => text), request?.purpose].filter(Boolean).join('\n');
    return { purpose, aims, reviews, suggestions };
  }

  private async write(manager: EntityManager, actor: Actor, stayId: string, said: NewReview): Promise<void> {
    const [{ id }] = await manager.query<[{ id: string }]>(
      `INSERT INTO stay_reviews (stay_id, voice, face, said, said_by, how, met_aim, next_time, without_young_person,
                                 without_family, names_others, at, by_user)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
      [
        ...[stayId, said.voice, said.face ?? null, said.said ?? '', said.saidBy ?? '', said.how ?? ''],
        ...[said.metAim ?? null, said.nextTime ?? '', said.withoutYoungPerson ?? '', said.withoutFamily ?? ''],
        ...[said.namesOthers ?? false, this.clock.now(), actor.id],
      ],
    );
    const { aims = [] } = said;
    if (aims.length === 0) return;
    await manager.query(
      `INSERT INTO review_aims (review_id, aim_id, met, said)
       SELECT $1, g.aim, g.met, g.said FROM unnest($2::uuid[], $3::text[], $4::text[]) AS g (aim, met, said)`,
      [id, aims.map(({ aim }) => aim), aims.map(({ met }) => met), aims.map((one) => one.said ?? '')],
    );
  }

  private async suggest(manager: EntityManager, actor: Actor, stay: StayView, said: NewReview): Promise<void> {
    const { matching, assessment, other } = said;
    if (said.voice !== 'staff' && (matching || assessment || other))
      throw invalidField('assessment', 'What somebody should decide is suggested by who records how it went.');
    if (other && !matching) throw invalidField('matching', 'Say what a matching decision should be about.');
    if (other && !(await this.companions(actor, stay)).some(({ id }) => id === other))
      throw invalidField('other', 'Choose somebody who was there on some of the same nights.');
    const add = (kind: SuggestionKind, text: string, otherId: string | null) =>
      manager.query(
        `INSERT INTO suggestions (stay_id, kind, other_id, text, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
        [stay.id, kind, otherId, text, this.clock.now(), actor.id],
      );
    if (matching) await add('matching_decision', matching, other ?? null);
    if (assessment) await add('assessment', assessment, null);
  }
}
