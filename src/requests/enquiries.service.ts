import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { actsAs, refuseLookingOn, withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { dateIn, daysBetween, type Nights } from '../kernel/nights.js';
import { sayInstant } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { allOrNone, inTransaction } from '../platform/transaction.js';
import { AskingService } from './asking.service.js';
import { closedBy, type NotWanted } from './domain/enquiry.js';
import { COULD } from './domain/who-could-come.js';
import { readEnquiries, type Enquiry } from './enquiry-reader.js';
import type { WhoCouldCome } from './look-at-everybody.js';
import { WhoCouldComeService } from './who-could-come.service.js';

/** An enquiry as somebody opens it. */
export interface OpenedEnquiry extends Enquiry {
  mayAnswer: boolean;
}

/** Asking a key worker whether a family would want free nights, and what they say. */
@Injectable()
export class EnquiriesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly who: WhoCouldComeService,
    private readonly asking: AskingService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * The unit asks, of somebody who could come and of whom nobody has asked for these nights; the key worker hears of it at
   * once. That nobody is asked twice for one night is the database's to say, whoever presses the button first.
   */
  async ask(actor: Actor, unitId: string, youngPersonId: string, nights: Nights): Promise<Enquiry> {
    refuseLookingOn(actor, unitId);
    refuseUnlessCould(await this.who.of(actor, unitId, nights), youngPersonId);
    return inTransaction(this.dataSource, async (manager) => {
      const [made] = await manager.query<{ id: string }[]>(
        `INSERT INTO enquiries (unit_id, young_person_id, arrival, departure, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING RETURNING id`,
        [unitId, youngPersonId, nights.arrival, nights.departure, this.clock.now(), actor.id],
      );
      if (!made) throw await askedBefore(manager, unitId, youngPersonId, nights);
      await this.outbox.write(manager, 'enquiry.made', { enquiry: made.id }, { unitId });
      await this.trail(manager, actor, 'enquiry.made', made.id, youngPersonId);
      const [enquiry] = await readEnquiries(manager, { id: made.id });
      return enquiry!;
    });
  }

  async open(actor: Actor, id: string): Promise<OpenedEnquiry> {
    const { manager } = this.dataSource;
    const enquiry = await this.find(manager, actor, id);
    await this.trail(manager, actor, 'enquiry.read', id, enquiry.youngPerson.id);
    return { ...enquiry, mayAnswer: mayAnswer(actor, enquiry) && !closedBy(stateOf(enquiry), this.today(enquiry)) };
  }

  /** The family would like to come: a request is begun, with the young person, the unit and the dates. Returns its id. */
  async yes(actor: Actor, id: string): Promise<string> {
    return allOrNone(this.dataSource, async (manager) => {
      const { unit, youngPerson, arrival, departure } = await this.toAnswer(manager, actor, id);
      const whom = { youngPersonId: youngPerson.id, unitId: unit.id };
      const requestId = await this.asking.begin(actor, whom, arrival);
      const nights = daysBetween(arrival, departure);
      await this.asking.change(actor, requestId, { nights, from: arrival, to: departure });
      await this.answer(manager, actor, { id, youngPersonId: youngPerson.id, requestId, reason: null, note: '' });
      return requestId;
    });
  }

  async no(actor: Actor, id: string, { reason, note }: { reason: NotWanted; note: string }): Promise<OpenedEnquiry> {
    return inTransaction(this.dataSource, async (manager) => {
      const { youngPerson } = await this.toAnswer(manager, actor, id);
      await this.answer(manager, actor, { id, youngPersonId: youngPerson.id, requestId: null, reason, note });
      return { ...(await this.find(manager, actor, id)), mayAnswer: false };
    });
  }

  /** Of those whom the actor may read for more than joint work: that is for one request, and this is about another. */
  private async find(manager: EntityManager, actor: Actor, id: string): Promise<Enquiry> {
    const [enquiry] = await readEnquiries(manager, { id });
    if (!enquiry) throw notFound();
    if (actor.role !== 'cas_worker') this.access.requireUnit(actor, enquiry.unit.id);
    await this.access.requireSight(manager, withoutJointWork(actor), enquiry.youngPerson.id);
    return enquiry;
  }

  private async toAnswer(manager: EntityManager, actor: Actor, id: string): Promise<Enquiry> {
    const enquiry = await this.find(manager, actor, id);
    if (!mayAnswer(actor, enquiry)) throw forbidden(ONLY_THEIRS);
    const closed = closedBy(stateOf(enquiry), this.today(enquiry));
    if (closed === 'answered') throw answeredBefore();
    if (closed === 'over') throw conflict('enquiry-over', 'These nights have begun. Ask the unit for others.');
    return enquiry;
  }

  private async answer(
    manager: EntityManager,
    actor: Actor,
    said: { id: string; youngPersonId: string; requestId: string | null; reason: NotWanted | null; note: string },
  ): Promise<void> {
    const written = await manager.query<unknown[]>(
      `INSERT INTO enquiry_answers (enquiry_id, request_id, reason, note, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING enquiry_id`,
      [said.id, said.requestId, said.reason, said.note, this.clock.now(), actor.id],
    );
    if (written.length === 0) throw answeredBefore();
    await this.trail(manager, actor, 'enquiry.answered', said.id, said.youngPersonId);
  }

  private today({ unit }: Enquiry): string {
    return dateIn(this.clock.now(), unit.zone);
  }

  private trail(manager: EntityManager, actor: Actor, action: string, id: string, youngPersonId: string) {
    const record = { action, subject: 'enquiry', subjectId: id, youngPeople: [youngPersonId] };
    return this.audit.record(manager, actor, record);
  }
}

const stateOf = ({ arrival, answer }: Enquiry) => ({ arrival, isAnswered: answer !== null });

/** A CAS worker who works with them, or who is their key worker until one is named. */
const mayAnswer = (actor: Actor, { youngPerson }: Enquiry): boolean =>
  actor.role === 'cas_worker' || actsAs(actor, youngPerson.keyWorker.id);

const ONLY_THEIRS =
  'Their key worker answers it. Record what you have learnt as new information, or ring the key worker.';
const answeredBefore = () => conflict('already-answered', 'This has been answered already. Look at what was said.');

function refuseUnlessCould({ all }: WhoCouldCome, youngPersonId: string): void {
  const could = COULD.find((one) => all[one].some(({ facts }) => facts.id === youngPersonId));
  const found = could && all[could].find(({ facts }) => facts.id === youngPersonId);
  if (!found) throw notFound();
  if (could === 'not_these_nights') {
    const why = found.obstacles.map(({ sentence }) => sentence).join(' ');
    throw conflict('not-these-nights', why || 'They do not fit with those who would be there. Look at other nights.');
  }
  if (found.person.request)
    throw conflict(
      'request-open',
      `Request ${found.person.request.number} of theirs is open for these nights. Look at its options instead of asking.`,
    );
}

async function askedBefore(manager: EntityManager, unitId: string, youngPersonId: string, nights: Nights) {
  const those = await readEnquiries(manager, { at: { unitId, nights } });
  const before = those.find(({ youngPerson }) => youngPerson.id === youngPersonId);
  const when = before ? ` ${before.asked.by.name} asked on ${sayInstant(before.asked.at, before.unit.zone)}.` : '';
  return conflict('already-asked', `Their key worker was asked about one of these nights already.${when}`);
}
