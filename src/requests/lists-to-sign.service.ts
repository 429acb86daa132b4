import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { allOrNone } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import { meant, missingOf, type Decided, type DecisionSaid } from './domain/match-decision.js';
import { LONGEST_LIST_REASON } from './domain/signed-list.js';
import { ListsInTurn, type CouldBe, type ListToSign } from './lists-in-turn.service.js';
import type { RequestPlace } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';

/** Signing for everybody who waits for a bed that came back: it is offered to one after the other, until somebody takes it. */
@Injectable()
export class ListsToSign {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly lists: ListsInTurn,
    private readonly signatures: Signatures,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The list as it is now, of an offer that the service put forward and nobody has signed. */
  async of(actor: Actor, offerId: string): Promise<ListToSign> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    this.signatures.requireSigner(actor, place.unitId);
    return this.dataSource.transaction((manager) => this.lists.of(manager, actor, offerId));
  }

  /**
   * Signs for the one for whom the bed is held, who is asked now, and for everybody of the list of whom it is said that it
   * suits. Refused where the list is another than the one that was seen. Everybody of whom nothing is said, or a no, is left out.
   *
   * @param each by the part of the request, the first among them
   */
  async sign(
    actor: Actor,
    offerId: string,
    { seen, each }: { seen: string; each: ReadonlyMap<string, DecisionSaid> },
  ): Promise<void> {
    const at = await this.requests.locate(actor, offerId, 'offer');
    this.signatures.requireSigner(actor, at.unitId);
    await allOrNone(this.dataSource, async (manager) => {
      // Whoever saw the request otherwise, or cannot sign it now, learns that first.
      await this.booking.lock(manager, at, () => this.requests.lockFor(manager, actor, at, 'sign'));
      const list = await this.lists.of(manager, actor, offerId);
      if (list.seen !== seen) throw conflict('list-changed', CHANGED);
      const first = each.get(at.partId);
      if (!first || first.decision === 'not_suitable') throw invalidField(`decision-${at.partId}`, FIRST);
      const others = decidedOf(list, each, at.partId);
      await this.signatures.signAt(actor, at, [offerId], { ...first, each: undefined });
      await this.write(manager, actor, { offerId, at, list, others });
    });
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    { offerId, at, list, others }: { offerId: string; at: RequestPlace; list: ListToSign; others: Others },
  ): Promise<void> {
    const id = randomUUID();
    await manager.query(
      `INSERT INTO signed_lists (id, unit_id, bed_id, arrival, departure, signed_by, signed_at)
       SELECT $1, $2, o.bed_id, $3, $4, $5, $6 FROM offers o WHERE o.id = $7`,
      [id, at.unitId, list.freed.arrival, list.freed.departure, actor.id, this.clock.now(), offerId],
    );
    await manager.query(
      `INSERT INTO signed_places (list_id, place, part_id, arrival, departure, decision, reasons, mitigations, against_advice,
                                  verdict, offer_id)
       SELECT $1, 1, o.part_id, o.arrival, o.departure, d.decision, d.reasons, d.mitigations, d.against_advice, d.verdict, o.id
         FROM offers o CROSS JOIN LATERAL (
           SELECT * FROM match_decisions m WHERE m.offer_id = o.id ORDER BY m.id DESC LIMIT 1) d WHERE o.id = $2`,
      [id, offerId],
    );
    const rows = others.map(({ one: { request, option, seenGroup }, decided }, at) => ({
      ...{ list_id: id, place: at + 2, part_id: request.partId, arrival: option.arrival, departure: option.departure },
      ...{ decision: decided.decision, reasons: decided.reasons, mitigations: decided.mitigations },
      ...{ against_advice: decided.againstAdvice, verdict: option.fit.compatibility.verdict, seen_group: seenGroup },
    }));
    await manager.query(
      `INSERT INTO signed_places SELECT * FROM jsonb_populate_recordset(NULL::signed_places, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    const people = others.map(({ one }) => one.request.youngPerson.id);
    await this.audit.record(manager, actor, {
      ...{ action: 'signed_list.signed', subject: 'signed_list', subjectId: id },
      youngPeople: [...new Set([at.youngPersonId, ...people])],
    });
  }
}

type Others = { one: CouldBe; decided: Decided }[];

/** Of whom it is said that it suits; refuses, for all at once, what is missing of a decision. */
function decidedOf({ could }: ListToSign, each: ReadonlyMap<string, DecisionSaid>, first: string): Others {
  for (const part of each.keys())
    if (part !== first && !could.some(({ request }) => request.partId === part))
      throw invalidField(`decision-${part}`, STRANGE);
  const wrong: FieldError[] = [];
  const others = could.flatMap((one) => {
    const { partId } = one.request;
    const said = each.get(partId);
    if (!said || said.decision === 'not_suitable') return [];
    const { verdict } = one.option.fit.compatibility;
    const decided = meant(said, verdict);
    if ([...decided.reasons].length > LONGEST_LIST_REASON)
      wrong.push({ field: `reasons-${partId}`, message: `Say it in ${LONGEST_LIST_REASON} characters or fewer.` });
    for (const { field, message } of missingOf(decided, verdict)) wrong.push({ field: `${field}-${partId}`, message });
    return [{ one, decided }];
  });
  const [fault, ...more] = wrong;
  if (fault) throw invalid('invalid-decision', fault.message, [fault, ...more]);
  if (others.length === 0) throw conflict('nobody-in-turn', NOBODY);
  return others;
}

const CHANGED =
  'The list is another by now: who waits, in which order, who would be there, or what is advised of them has changed. Nothing has been signed. Look at it again.';
const FIRST =
  'The bed is held for them, so they are asked first. Decide that it suits, or go back and decide on them alone.';
const STRANGE = 'They are not on the list of those who could have the bed. Look at it again.';
const NOBODY =
  'Nobody else is on the list that you sign. Decide of at least one more that it suits, or go back and sign for the first alone.';
