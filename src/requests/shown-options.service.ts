import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Actor } from '../identity/domain/actor.js';
import { overlaps, type Nights } from '../kernel/nights.js';
import type { HeldBed } from './domain/fit.js';
import type { StayMove } from './domain/make-room.js';
import { shownAs } from './domain/shown-group.js';
import { MatchDecisions } from './match-decisions.service.js';

/** Nights in a bed that nobody holds yet, for one young person. */
export interface ShownOption extends Nights {
  youngPersonId: string;
  bedId: string;
  /** Those that it takes, which are made in the same step. */
  moves?: readonly StayMove[];
}

/** What is shown to whoever holds nights and signs them in the same step, in a word of each (`shownAs`): before anything is held. */
@Injectable()
export class ShownOptions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly decisions: MatchDecisions,
  ) {}

  /** Each by itself: one of them is held, or all of them for one young person. As many queries however many they are. */
  of(actor: Actor, unitId: string, options: readonly ShownOption[]): Promise<string[]> {
    return this.words(actor, unitId, options, () => []);
  }

  /** Of brothers and sisters who come together: of each with the others there. */
  ofAll(actor: Actor, unitId: string, each: readonly ShownOption[]): Promise<string[]> {
    return this.words(actor, unitId, each, (one) =>
      each.filter((other) => other !== one).map((other) => ({ ...other, stayId: null })),
    );
  }

  private async words(
    actor: Actor,
    unitId: string,
    options: readonly ShownOption[],
    besides: (one: ShownOption) => HeldBed[],
  ): Promise<string[]> {
    if (options.length === 0) return [];
    const { manager } = this.dataSource;
    const range = {
      arrival: options.map(({ arrival }) => arrival).toSorted()[0]!,
      departure: options
        .map(({ departure }) => departure)
        .toSorted()
        .at(-1)!,
    };
    const { beds, claims, staffing, unit } = await this.calendar.load(manager, unitId, range);
    const asked = options.map((one) => {
      const there = claims.filter((claim) => overlaps(claim, one));
      const staffed = staffedNights(staffing, there, one, one.youngPersonId);
      const house = { beds, claims: [...there, ...besides(one)], staffed, wakingNight: unit.wakingNight };
      return { asked: { ...one, unitId }, house };
    });
    const looked = await this.decisions.lookEach(manager, actor, asked);
    return looked.map(({ inputs, advice }) => shownAs(inputs, advice));
  }
}
