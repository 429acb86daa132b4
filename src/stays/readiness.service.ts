import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import { LOOKS_ON, looksOnAt, maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { onOneConnection } from '../platform/on-one-connection.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import {
  checkConfirmation,
  FROM_STAY,
  OF_STAY,
  OF_YOUNG_PERSON,
  type Confirmation,
  type ConfirmedItem,
} from './domain/confirmation.js';
import { notTheirCheck, ownCheck, type OwnCheck } from './domain/unit-check.js';
import { BEFORE_OFFER, isOpen, readiness, type ReadyItem, type Readiness } from './domain/readiness.js';
import { readConfirmed, readReadiness, readReadinessOf, type Confirmed, type Found } from './readiness-reader.js';
import type { StayView } from './stay-reader.js';
import { NamesOfOthers } from './names-of-others.service.js';
import { StaysService } from './stays.service.js';

export type Check = Readiness & { confirmed: Confirmed | null };

export interface Checklist {
  items: Check[];
  /** What the unit asks for of its own; nothing before a stay is booked. */
  own: OwnCheck[];
  open: number;
}

/** What is open before a booked stay, by the codes of the list. */
export interface OpenBefore extends Nights {
  id: string;
  youngPersonId: string;
  open: ReadyItem[];
  /** How many of the unit's own items are open. */
  own: number;
}

/** How many things are on the list. */
export const allOf = ({ items, own }: Pick<Checklist, 'items' | 'own'>): number => items.length + own.length;

type Whose = Pick<StayView, 'id' | 'arrival' | 'youngPerson'>;

/** What somebody says of one of the unit's own items. */
export interface OwnSaid {
  done: boolean;
  note?: string | undefined;
  namesNobodyElse?: boolean | undefined;
}

/** What stands above this module and knows what was decided on who is there with whom. */
export interface Decisions {
  /** By the id of the stay, whether what was decided on still is; nothing of one without a decision. */
  stillAsDecided(
    manager: EntityManager,
    actor: Actor,
    stayIds: readonly string[],
  ): Promise<ReadonlyMap<string, 'as_decided' | 'changed' | 'refused'>>;
  /** What has changed since, a sentence each, for who works at the unit. */
  says(manager: EntityManager, actor: Actor, stayId: string): Promise<string[]>;
  /**
   * Told where somebody who signs for the unit says that they can still be there together, why, and what they looked at;
   * refuses where that is another by now.
   */
  confirmed(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    said: { reasons: string; seenGroup: string },
  ): Promise<void>;
}

const ZONE = 'Europe/London';
const OVER = 'This stay is over or does not take place: nothing is to be confirmed for it.';

/** What has to be in order before a young person arrives: how it stands, whose it is, and what somebody confirmed. */
@Injectable()
export class ReadinessService {
  private decisions: Decisions | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
    private readonly names: NamesOfOthers,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** Who is there with whom is decided in a module above this one: it says here whether that still stands. */
  keepDecisions(decisions: Decisions): void {
    this.decisions = decisions;
  }

  /** Of a stay whose company is no longer as it was decided: what has changed, a sentence each. */
  async whatChanged(actor: Actor, stayId: string, { items }: Pick<Checklist, 'items'>): Promise<string[]> {
    const check = items.find(({ item }) => item === 'compatibility');
    if (!this.decisions || !check || check.state === 'done') return [];
    return this.decisions.says(this.dataSource.manager, actor, stayId);
  }

  async of(actor: Actor, stayId: string): Promise<Checklist> {
    return this.ofStay(actor, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  async ofStay(actor: Actor, stay: Whose): Promise<Checklist> {
    return (await this.ofAll(actor, [stay])).get(stay.id)!;
  }

  /** By the id of the stay, in one query for all of them. That the actor may read them is for the caller to know. */
  async ofAll(actor: Actor, stays: readonly Whose[]): Promise<Map<string, Checklist>> {
    return this.read(this.dataSource.manager, actor, stays);
  }

  /** How many things are open before each of these stays, by its id: figures only, in one query. */
  async countOpen(actor: Actor, stayIds: readonly string[]): Promise<Map<string, number>> {
    if (stayIds.length === 0) return new Map();
    const found = await onOneConnection(this.dataSource, (manager) => this.found(manager, actor, stayIds));
    return new Map(
      [...found].map(([id, one]) => [id, this.checklist(one, { arrival: one.arrival, keyWorker: '' }).open]),
    );
  }

  /**
   * Stays at a unit that are booked and begin on these days, with what is open before each as far as a key worker is told of
   * it: two queries, however many they are.
   */
  async openBefore(manager: EntityManager, unitId: string, { arrival, departure }: Nights): Promise<OpenBefore[]> {
    const stays = await manager.query<(Nights & { id: string; youngPersonId: string })[]>(
      `SELECT id, young_person_id AS "youngPersonId", arrival, departure FROM stays
        WHERE unit_id = $1 AND state = 'booked' AND arrival >= $2::date AND arrival < $3::date ORDER BY arrival, id`,
      [unitId, arrival, departure],
    );
    const found = await readReadiness(
      manager,
      stays.map(({ id }) => id),
    );
    return stays.map((stay) => {
      const one = told({ role: 'cas_worker' }, found.get(stay.id)!);
      const { items, own } = this.checklist(one, { arrival: stay.arrival, keyWorker: '' });
      return {
        ...stay,
        open: items.filter(isOpen).map(({ item }) => item),
        own: own.filter(({ state }) => state === 'missing').length,
      };
    });
  }

  /** Before nights are offered: what is known of the young person without a stay, for an arrival on this day. */
  async beforeOffer(
    youngPerson: { id: string; keyWorker: { name: string } },
    arrival: PlainDate,
    unitId: string | null,
  ): Promise<Checklist> {
    const found = await readReadinessOf(this.dataSource.manager, youngPerson.id, unitId);
    return this.checklist(found, { arrival, keyWorker: youngPerson.keyWorker.name }, BEFORE_OFFER);
  }

  async ofYoungPerson(actor: Actor, id: string): Promise<Checklist> {
    return this.ofPerson(await this.people.open(actor, id));
  }

  /** The same of a young person whose record is open already, as of today. */
  ofPerson(person: { id: string; keyWorker: { name: string } }): Promise<Checklist> {
    return this.beforeOffer(person, this.today(), null);
  }

  /** What was confirmed of one item, the latest first. That the actor may read it is for the caller to know. */
  history(youngPersonId: string, stayId: string | null, item: ConfirmedItem): Promise<Confirmed[]> {
    return readConfirmed(this.dataSource.manager, youngPersonId, stayId, item);
  }

  confirm(actor: Actor, stayId: string, item: ReadyItem, said: Confirmation): Promise<Checklist> {
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stay.id]);
      refuseIfChanged(stay);
      const confirmed = this.confirmable(actor, stay, item);
      await this.write(manager, actor, { youngPersonId: stay.youngPerson.id, stayId: stay.id }, confirmed, said);
      const { note: reasons = '', seenGroup = '' } = said;
      if (confirmed === 'compatibility') await this.decisions?.confirmed(manager, actor, stay, { reasons, seenGroup });
      const record = { action: 'stay.checked', subject: 'stay', subjectId: stay.id, details: { item } };
      await this.audit.record(manager, actor, { ...record, youngPeople: [stay.youngPerson.id] });
      return (await this.read(manager, actor, [stay])).get(stay.id)!;
    });
  }

  /** Says of one of the unit's own items that it is in order, or why it is not after all. */
  confirmOwn(actor: Actor, stayId: string, check: string, { done, note = '', ...said }: OwnSaid): Promise<Checklist> {
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stay.id]);
      refuseIfChanged(stay);
      const { own } = (await this.read(manager, actor, [stay])).get(stay.id)!;
      const found = this.ownConfirmable(actor, stay, own, check);
      if (!done && note === '') throw invalidField('note', 'Say why it is not in order after all.');
      await this.names.refuse(manager, actor, { about: [stay.youngPerson.id], field: 'note', text: note, ...said });
      await manager.query(
        `INSERT INTO unit_check_confirmations (stay_id, check_id, done, note, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
        [stay.id, found.id, done, note, this.clock.now(), actor.id],
      );
      const record = { action: 'stay.checked', subject: 'stay', subjectId: stay.id, details: { check: found.id } };
      await this.audit.record(manager, actor, { ...record, youngPeople: [stay.youngPerson.id] });
      return (await this.read(manager, actor, [stay])).get(stay.id)!;
    });
  }

  /** One of the unit's own items, if this actor can speak of it now; otherwise the reason why not. */
  ownConfirmable(
    actor: Actor,
    { state, unit }: Pick<StayView, 'state' | 'unit'>,
    own: readonly OwnCheck[],
    check: string,
  ): OwnCheck {
    const found = own.find(({ id }) => id === check);
    if (!found) throw notFound();
    const refused = notTheirCheck(actor, found, unit.id);
    if (refused) throw forbidden(refused);
    if (state !== 'booked' && state !== 'in_residence') throw conflict('not-possible-now', OVER);
    return found;
  }

  async confirmFor(actor: Actor, youngPersonId: string, item: ReadyItem, said: Confirmation): Promise<Checklist> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      refuseIfChanged(await this.people.find(manager, actor, youngPersonId));
      const confirmed = OF_YOUNG_PERSON.find((one) => one === item);
      if (!confirmed) throw notFound('This is no part of what is confirmed here.');
      await this.write(manager, actor, { youngPersonId, stayId: null }, confirmed, said);
      const record = { action: 'young_person.checked', subject: 'young_person', subjectId: youngPersonId };
      await this.audit.record(manager, actor, { ...record, details: { item }, youngPeople: [youngPersonId] });
    });
    return this.ofYoungPerson(actor, youngPersonId);
  }

  /** The item, if this actor can confirm it now; otherwise the reason why not. */
  confirmable(actor: Actor, { state, unit }: Pick<StayView, 'state' | 'unit'>, item: ReadyItem): ConfirmedItem {
    if (looksOnAt(actor, unit.id)) throw forbidden(LOOKS_ON);
    const found = FROM_STAY.find((one) => one === item);
    if (!found || (item === 'compatibility' && actor.role === 'cas_worker'))
      throw notFound('This follows from other records, or is decided elsewhere: nobody confirms it here.');
    if (item === 'compatibility' && !maySign(actor, unit.id))
      throw forbidden('Only the registered manager of the unit or a named delegate can confirm this.');
    if (state !== 'booked' && state !== 'in_residence') throw conflict('not-possible-now', OVER);
    return found;
  }

  private async read(manager: EntityManager, actor: Actor, stays: readonly Whose[]): Promise<Map<string, Checklist>> {
    const ids = stays.map(({ id }) => id);
    const found = await this.found(manager, actor, ids);
    return new Map(
      stays.map(({ id, arrival, youngPerson }) => [
        id,
        this.checklist(found.get(id)!, { arrival, keyWorker: youngPerson.keyWorker.name }),
      ]),
    );
  }

  /** What is known before each, as far as this reader is told of it. */
  private async found(manager: EntityManager, actor: Actor, stayIds: readonly string[]) {
    const isUnits = actor.role !== 'cas_worker';
    const [found, decided] = await inOneGo(
      readReadiness(manager, stayIds),
      isUnits ? this.decisions?.stillAsDecided(manager, actor, stayIds) : undefined,
    );
    return new Map(
      [...found].map(([id, one]) => {
        const { company } = one.known;
        const since = decided?.get(id);
        const isAnother = company !== 'apart' && since !== undefined && since !== 'as_decided';
        return [id, told(actor, isAnother ? { ...one, known: { ...one.known, company: since } } : one)];
      }),
    );
  }

  private checklist(
    { known, said, items: asked, own: checks }: Found,
    about: { arrival: PlainDate; keyWorker: string },
    items: readonly ReadyItem[] = asked,
  ): Checklist {
    const { READY_MONTHS: months, READY_CONTACT_HOURS: hours } = this.env;
    const wanted = items.filter((item) => asked.includes(item));
    const list = readiness(known, { ...about, today: this.today(), months, hours }, wanted);
    const own = checks.map((check) => ownCheck(check, about.keyWorker));
    return {
      items: list.map((one) => ({ ...one, confirmed: said[one.item as ConfirmedItem] ?? null })),
      own,
      open: list.filter(isOpen).length + own.filter(({ state }) => state === 'missing').length,
    };
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    { youngPersonId, stayId }: { youngPersonId: string; stayId: string | null },
    item: ConfirmedItem,
    said: Confirmation,
  ): Promise<void> {
    const [wrong, ...more] = checkConfirmation(item, said, this.today());
    if (wrong) throw invalid('invalid-confirmation', wrong.message, [wrong, ...more]);
    const { note = '', namesNobodyElse } = said;
    // Why they can still be there together is read by the unit alone; everything else by the key worker, too.
    if (item !== 'compatibility')
      await this.names.refuse(manager, actor, { about: [youngPersonId], field: 'note', text: note, namesNobodyElse });
    await manager.query(
      `INSERT INTO arrival_checks (young_person_id, stay_id, item, dated, covers, legal_status, note, by_user, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[youngPersonId, OF_STAY.includes(item) ? stayId : null, item],
        ...[said.dated ?? null, said.covers ?? [], said.legalStatus ?? null, note],
        ...[actor.id, this.clock.now()],
      ],
    );
  }

  private today(): PlainDate {
    return dateIn(this.clock.now(), ZONE);
  }
}

/** What of it this reader is told: a key worker nothing of other children, not even that there is nothing to learn. */
function told<Of extends Found>(
  actor: Pick<Actor, 'role'>,
  { known, said, ...asked }: Of,
): Omit<Of, 'known' | 'said'> & Found {
  // What was said of the legal basis before the offer is no decision about this stay.
  const { legal_basis: _, ...confirmed } = said;
  return {
    known: { ...known, company: actor.role === 'cas_worker' ? null : known.company },
    said: confirmed,
    ...asked,
  };
}
