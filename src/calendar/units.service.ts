import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { SharedReads } from '../platform/shared-reads.js';
import { AccessService } from '../identity/access.service.js';
import { capacityIn, type Actor } from '../identity/domain/actor.js';
import { BedEntity } from './bed.entity.js';
import { Unit } from './unit.entity.js';

/** What families are told of a unit; null is what nobody has said. */
export interface ForFamilies {
  telephone: string | null;
  /** When they usually come, and leave, by the unit's clocks: `HH:MM`. */
  arriveAt: string | null;
  leaveAt: string | null;
}

export interface UnitView {
  id: string;
  name: string;
  zone: string;
  ages: { youngest: number; oldest: number };
  /** Days that must lie between two breaks of one young person; none when 0. */
  leastGapDays: number;
  /** A member of staff is awake every night. */
  wakingNight: boolean;
  /** Its people may subscribe to what they see of it from a calendar program. */
  feedsAllowed: boolean;
  /** A bed that came back may be offered in turn under one signature. */
  offersInTurn: boolean;
  forFamilies: ForFamilies;
  beds: { id: string; name: string; attributes: string[]; area: string | null; registeredFrom: string }[];
}

/** Units as their people see them. */
@Injectable()
export class UnitsService {
  private readonly shared = new SharedReads();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  async list(actor: Actor): Promise<UnitView[]> {
    const ids = actor.units.map((unit) => unit.id);
    return this.shared.read(ids.join(), () => this.read(ids));
  }

  async open(actor: Actor, id: string, manager = this.dataSource.manager): Promise<UnitView> {
    this.access.requireUnit(actor, id);
    const [unit] = await this.read([id], manager);
    return unit!;
  }

  /** What families are told of the unit of a record that whoever asks may read. */
  async forFamilies(id: string): Promise<ForFamilies> {
    return told(await this.dataSource.manager.findOneByOrFail(Unit, { id }));
  }

  /** The unit of a page: the one asked for, or the actor's first; none when they belong to no unit. And all of theirs. */
  async choose(actor: Actor, id: string | undefined): Promise<{ unit: UnitView | undefined; units: UnitView[] }> {
    if (id) this.access.requireUnit(actor, id);
    const units = (await this.list(actor)).filter((unit) => capacityIn(actor, unit.id));
    return { unit: id ? units.find((unit) => unit.id === id) : units[0], units };
  }

  private async read(ids: string[], manager = this.dataSource.manager): Promise<UnitView[]> {
    const units = await manager.find(Unit, {
      where: { id: In(ids) },
      order: { name: 'ASC', id: 'ASC' },
    });
    const beds = await manager.find(BedEntity, {
      where: { unitId: In(ids) },
      order: { number: 'ASC' },
    });
    return units.map(
      ({ id, name, zone, youngest, oldest, leastGapDays, wakingNight, feedsAllowed, offersInTurn, ...unit }) => ({
        id,
        name,
        zone,
        ages: { youngest, oldest },
        leastGapDays,
        wakingNight,
        feedsAllowed,
        offersInTurn,
        forFamilies: told(unit),
        beds: beds
          .filter((bed) => bed.unitId === id)
          .map(({ id, name, attributes, area, registeredFrom }) => ({ id, name, attributes, area, registeredFrom })),
      }),
    );
  }
}

function told({ telephone, arriveAt, leaveAt }: ForFamilies): ForFamilies {
  return { telephone, arriveAt: arriveAt?.slice(0, 5) ?? null, leaveAt: leaveAt?.slice(0, 5) ?? null };
}
