import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import { IdField } from '../web/fields.js';
import { PageQuery } from '../web/paging.js';
import { solveItem } from './pages/conflict.page.js';
import { LookAgainViews } from './look-again-views.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';

class ConflictsQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
}

/** All that one unit has to solve, page by page: Today shows the first of it. */
@Controller('conflicts')
export class ConflictsPagesController {
  constructor(
    private readonly conflicts: StayConflictsService,
    private readonly again: LookAgainViews,
    private readonly units: UnitsService,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: ConflictsQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const page = await this.conflicts.list(actor, unit.id, query);
    const tonight = this.tonight.in(unit.zone);
    // Looked at once: behind the first page stands what is left to solve.
    const again = query.cursor ? undefined : await this.again.lines(actor, tonight, unit.id);
    res.render('requests/pages/conflicts.njk', {
      unit,
      again: again?.lines ?? [],
      lookLater: again?.later,
      solve: page.items.map((item) => solveItem(item, tonight)),
      next: page.next && `/conflicts?unit=${unit.id}&cursor=${encodeURIComponent(page.next)}`,
      first: query.cursor ? `/conflicts?unit=${unit.id}` : undefined,
    });
  }
}
