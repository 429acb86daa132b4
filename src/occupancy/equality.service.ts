import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { UnitsService } from '../calendar/units.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { CHARACTERISTIC_KINDS } from '../people/domain/characteristics.js';
import { Clock } from '../platform/clock.js';
import { figuresBy, totalsOf, twelveMonths, type EqualityFigures, type Totals } from './domain/equality-figures.js';
import { readAsked } from './equality-reader.js';

export interface Equality {
  range: Nights;
  totals: Totals;
  characteristics: EqualityFigures[];
}

/** What came of the breaks that were asked for, by group: figures for managers, of which none leads to a child. */
@Injectable()
export class EqualityService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Of the twelve whole months before that of a day, today when it is left out. */
  async of(actor: Actor, unitId: string, until?: PlainDate): Promise<Equality> {
    const { manager } = this.dataSource;
    const { zone } = await this.units.open(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    const today = dateIn(this.clock.now(), zone);
    const range = twelveMonths(until ?? today, today);
    const asked = await readAsked(manager, unitId, range, zone);
    const subject = { subject: 'unit', subjectId: unitId };
    await this.audit.record(manager, actor, { action: 'equality.read', ...subject });
    const characteristics = CHARACTERISTIC_KINDS.map((kind) => figuresBy(kind, asked));
    return { range, totals: totalsOf(asked), characteristics };
  }
}
