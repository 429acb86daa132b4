import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import type { Claim } from '../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { inOneGo } from '../platform/in-one-go.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import type { EndedBy, EndingCode } from '../stays/domain/ending.js';
import type { Piece } from '../stays/domain/pieces.js';
import type { StayChange, StayState } from '../stays/domain/stay-state.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import type { Obstacle } from './domain/obstacles.js';
import type { For, Ground } from './ground.js';
import { forStay, GroundService } from './ground.service.js';

/** Where a stay is, once it is decided. */
export interface Decided {
  pieces: Piece[];
  nights: Nights;
  /** What the history says beside the reasons. */
  said?: string;
  /** Who wanted it, and why, from the list. */
  ending?: { endedBy: EndedBy | null; code: EndingCode | null; expectedAt: null };
}

/** What every change of a stay's nights or bed has in common: locks, what is seen, what stands against it, one transaction. */
@Injectable()
export class StayDecisions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
  ) {}

  /** Runs the decision in its transaction, under the locks of a booking, and puts the stay where it says. */
  async change(
    actor: Actor,
    id: string,
    action: StayChange,
    note: string,
    decide: (manager: EntityManager, stay: StayView, pieces: Piece[]) => Promise<Decided>,
  ): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    const nights = { arrival: seen.arrival, departure: seen.departure };
    return this.booking.decide(actor, seen.unit.id, nights, async (manager) => {
      const [stay, held] = await this.booking.lock(
        manager,
        { unitId: seen.unit.id, youngPersonId: seen.youngPerson.id },
        () => inOneGo(this.stays.find(manager, actor, id), this.stays.pieces(manager, id)),
      );
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      refuseUnlessChangeable(stay);
      const { said = '', ...decided } = await decide(manager, stay, held);
      return this.stays.change(manager, actor, stay, {
        ...{ action, ...decided },
        note: said && note ? `${note.replace(/[.\s]*$/, '.')} ${said}` : note || said,
      });
    });
  }

  /** Refuses nights that do not stand in that bed; answers with what was gone over. */
  async refuseUnlessFree(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    bedId: string,
    leave?: { overrules?: boolean; whom?: For },
  ): Promise<Obstacle[]> {
    return (await this.mayHave(manager, actor, stay, wanted, bedId, leave)).goneOver;
  }

  /**
   * The same, with the nights that are kept for emergencies among them: those are for who is there, and stand only in the
   * way of others. `hasBed`: it is theirs already.
   */
  async mayHave(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    bedId: string,
    { whom, hasBed, ...leave }: { overrules?: boolean; whom?: For; hasBed?: boolean } = { overrules: true },
  ): Promise<{ goneOver: Obstacle[]; kept: PlainDate[] }> {
    const found = await this.groundOf(manager, stay, wanted, whom);
    const isKept = ({ purpose, bedId: at }: Claim) =>
      stay.state === 'in_residence' && purpose === 'reserve' && at === bedId;
    const { claims } = found.house;
    const ground = {
      ...found,
      house: { ...found.house, claims: claims.filter((claim) => !isKept(claim)) },
      // Nobody is refused the bed that they have because it lacks something that was found out later.
      ...(hasBed && { guest: { ...found.guest, needs: [] } }),
    };
    if (!ground.house.beds.some((bed) => bed.id === bedId)) throw invalidField('bed', 'The unit has no such bed.');
    const goneOver = this.grounds.refuseUnlessFree(actor, ground, wanted, { bedId, ...leave });
    const kept = nightsOf(wanted).filter((night) =>
      claims.some((claim) => isKept(claim) && overlaps(claim, { arrival: night, departure: addDays(night, 1) })),
    );
    return { goneOver, kept };
  }

  /**
   * Who is there already needs no leave to go on, whatever their age by then, and has the company that they have, whatever
   * the bed.
   */
  async groundOf(manager: EntityManager, stay: StayView, wanted: Nights, whom: For = forStay(stay)): Promise<Ground> {
    const range = { arrival: addDays(wanted.arrival, -1), departure: wanted.departure };
    const ground = await this.grounds.of(manager, whom, range);
    const today = wanted.arrival < ground.today ? wanted.arrival : ground.today;
    const isThere = stay.state === 'in_residence';
    return { ...ground, today, guest: { ...ground.guest, ...(isThere && { apart: new Set<string>(), isThere }) } };
  }
}

/** Whether a stay's plan can still be changed. */
export function refuseUnlessChangeable({ state }: Pick<StayView, 'state'>): void {
  if (!CHANGEABLE.includes(state)) throw conflict('not-possible-now', NOT_NOW);
}

const CHANGEABLE: readonly StayState[] = ['booked', 'in_residence'];
const NOT_NOW = 'This is possible only before the stay has ended. Look at the stay again.';
