import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField, naming } from '../kernel/domain-error.js';
import { allOrNone } from '../platform/transaction.js';
import { refuseIfChanged, whateverChanged } from '../platform/unchanged.js';
import { StayBeds } from './stay-beds.service.js';
import { wordsBeside } from './domain/said-together.js';
import type { StayState } from './domain/stay-state.js';
import { StaySteps, type Arrived, type CalledOff, type Departed } from './stay-steps.service.js';
import { StaysService, type StayView } from './stays.service.js';

/**
 * Brothers and sisters who were asked for together and come, go or are called off in one step: all of them or none. What is said of it in
 * words stands on the record of the first alone: it may be about one of them, and each record is one child's.
 */
@Injectable()
export class StaysTogether {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly steps: StaySteps,
    private readonly beds: StayBeds,
  ) {}

  /** Answers with the first of the stays. An address that is given is that of the first; the others' is their home. */
  arrive(actor: Actor, ids: readonly string[], how: Arrived): Promise<StayView> {
    const { addressBefore: _, ...rest } = how;
    const alike = { ...rest, reason: wordsBeside(how.reason) };
    return this.take(actor, ids, (id) => this.steps.arrive(actor, id, id === ids[0] ? how : alike));
  }

  depart(actor: Actor, ids: readonly string[], how: Departed): Promise<StayView> {
    const { addressAfter: _, ...rest } = how;
    const alike = { ...rest, reason: wordsBeside(how.reason) };
    return this.take(actor, ids, (id) => this.steps.depart(actor, id, id === ids[0] ? how : alike));
  }

  /** They did not come, all of them. */
  noShow(actor: Actor, ids: readonly string[], how: CalledOff): Promise<StayView> {
    const alike = { ...how, reason: wordsBeside(how.reason) };
    return this.take(actor, ids, (id) => this.steps.noShow(actor, id, id === ids[0] ? how : alike));
  }

  cancel(actor: Actor, ids: readonly string[], how: CalledOff): Promise<StayView> {
    const alike = { ...how, reason: wordsBeside(how.reason) };
    return this.take(actor, ids, (id) => this.steps.cancel(actor, id, id === ids[0] ? how : alike));
  }

  /** Those who could take the same step with them: of other young people of the same request, at the same unit, in this state. */
  async besides(actor: Actor, stay: StayView, state: StayState): Promise<StayView[]> {
    if (stay.state !== state || stay.requestId === null) return [];
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT s.id FROM stays s JOIN request_parts p ON p.id = s.part_id
        WHERE p.request_id = $1 AND s.unit_id = $2 AND s.young_person_id <> $3 AND s.state = $4
          AND s.arrival < $6::date AND s.departure > $5::date LIMIT 10`,
      [stay.requestId, stay.unit.id, stay.youngPerson.id, state, stay.arrival, stay.departure],
    );
    if (rows.length === 0) return [];
    return this.stays.list(actor, { ids: rows.map(({ id }) => id), soonestFirst: true, limit: rows.length });
  }

  private async take(actor: Actor, ids: readonly string[], step: (id: string) => Promise<StayView>): Promise<StayView> {
    const [first, ...others] = ids as [string, ...string[]];
    if (others.length === 0) return step(first);
    const { manager } = this.dataSource;
    const stays: StayView[] = [];
    for (const id of ids) stays.push(await this.stays.find(manager, actor, id));
    const [stay] = stays as [StayView];
    if (!areTogether(stays)) throw invalidField('together', NOT_TOGETHER);
    const places = stays.map(({ unit, youngPerson }) => ({ unitId: unit.id, youngPersonId: youngPerson.id }));
    return allOrNone(this.dataSource, async (inOne) => {
      await this.beds.beginAll(inOne, places);
      refuseIfChanged(await this.stays.find(inOne, actor, stay.id));
      return whateverChanged(async () => {
        const taken: StayView[] = [];
        for (const one of stays) taken.push(await naming(one, step(one.id)));
        return taken[0]!;
      });
    });
  }
}

function areTogether([first, ...others]: readonly StayView[]): boolean {
  const people = new Set([first, ...others].map((stay) => stay!.youngPerson.id));
  const isBeside = ({ requestId, unit }: StayView) => requestId === first!.requestId && unit.id === first!.unit.id;
  return first!.requestId !== null && people.size === others.length + 1 && others.every(isBeside);
}

const NOT_TOGETHER =
  'Only brothers and sisters who were asked for together, at the same unit, are recorded in one step. Record the others by themselves.';
