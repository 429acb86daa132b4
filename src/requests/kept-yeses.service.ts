import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import type { DecisionSaid } from './domain/match-decision.js';
import { forRequest, GroundService } from './ground.service.js';
import { MatchDecisions } from './match-decisions.service.js';
import { OpenOffers } from './open-offers.service.js';
import type { RequestPlace } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';
import { TakenOptions } from './taken-options.service.js';

/** Nights that a family said yes to and that something has changed about since they were signed: whoever signs decides again. */
@Injectable()
export class KeptYeses {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly booking: BookingService,
    private readonly signatures: Signatures,
    private readonly requests: RequestsService,
    private readonly open: OpenOffers,
    private readonly grounds: GroundService,
    private readonly decisions: MatchDecisions,
    private readonly taken: TakenOptions,
    private readonly outbox: OutboxService,
  ) {}

  /** Decided by itself, under the locks of a booking of its own. Returns the stay that is booked, if one is. */
  async sign(actor: Actor, offerId: string, said: DecisionSaid): Promise<string | undefined> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    return inTransaction(this.dataSource, async (manager) => {
      await this.booking.lock(manager, place);
      return this.decide(manager, actor, place, offerId, said);
    });
  }

  /**
   * They suit, as it is now: what the family said stands, and the stay is booked in the transaction of the decision, under the
   * locks of a booking. Nobody asks the family a second time. A no takes them back as it does any other nights that are signed.
   */
  async decide(
    manager: EntityManager,
    actor: Actor,
    place: RequestPlace,
    offerId: string,
    said: DecisionSaid,
  ): Promise<string | undefined> {
    const [request, open] = await inOneGo(
      this.requests.lockFor(manager, actor, place, 'confirm', offerId),
      this.open.of(manager, place),
    );
    if (said.decision === 'not_suitable') {
      await this.signatures.turnDownOffered(manager, actor, place, offerId, said);
      return undefined;
    }
    // The second look is a decision of its own: reasons alone do not say that the advice was read.
    if (said.decision === undefined) throw invalidField('decision', WHICH);
    const {
      these: [offer],
      others,
    } = await this.open.named(manager, { request, open }, [offerId]);
    const { unit, youngPerson, id, partId } = request;
    const { arrival, departure, bedId } = offer;
    const [ground] = await this.grounds.ofEach(manager, [{ whom: forRequest(request, offer.id), range: offer }]);
    // As when the family says yes: a figure that was changed since is the unit's to solve.
    this.grounds.refuseUnlessFree(actor, ground!, offer, { bedId, except: offer.claimId, overrules: true });
    const asked = { unitId: unit.id, youngPersonId: youngPerson.id, arrival, departure, bedId };
    const looked = await this.decisions.look(manager, actor, asked, ground!.house);
    const decided = await this.decisions.decided(manager, unit.id, said, looked);
    const subject = { unit, youngPerson, request: { id, partId }, of: { offerId }, arrival, departure };
    const at = await this.decisions.write(manager, actor, subject, decided, looked);
    const { reasons: note, decision: code } = decided;
    const step = { action: 'confirm', at, note, code, said: offer } as const;
    const [stayId] = await this.taken.book(manager, actor, [{ request, offer, others }], step);
    await this.outbox.write(manager, 'offer.confirmed', { offer: offerId }, { unitId: unit.id });
    return stayId;
  }
}

const WHICH = 'Say what you decide on these nights now: suitable, suitable with a plan, or not suitable.';
