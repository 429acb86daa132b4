import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { FreedBedLooks } from './freed-bed-looks.service.js';
import { OpenLists } from './open-lists.service.js';
import { freedBedsPage } from './pages/freed-bed.page.js';
import { openListsShown } from './pages/in-turn.page.js';
import { waitingListPage } from './pages/waiting-list.page.js';
import { PriorityRules } from './priority-rules.service.js';
import { WaitingListService } from './waiting-list.service.js';

/** Who waits for a unit, the best placed first. */
@Controller('units/:id')
export class WaitingListPagesController {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly looks: FreedBedLooks,
    private readonly lists: OpenLists,
    private readonly units: UnitsService,
    private readonly rules: PriorityRules,
    private readonly clock: Clock,
  ) {}

  @Get('waiting-list')
  @Access('unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const view = await this.waiting.of(actor, id, query);
    const shown = { now: this.clock.now(), isFirst: !query.cursor };
    res.render('requests/pages/waiting-list.njk', waitingListPage(view, this.rules.rule, shown));
  }

  /** The beds that came back, whom each was held for, and who was passed over and why. */
  @Get('freed-beds')
  @Access('unit_staff', 'manager')
  async freedBeds(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const { name, zone } = await this.units.open(actor, id);
    const page = await this.looks.list(actor, id, query);
    const shown = {
      unit: { id, name },
      today: dateIn(this.clock.now(), zone),
      isFirst: !query.cursor,
      maySign: maySign(actor, id),
    };
    const lists = openListsShown(await this.lists.ofUnit(actor, id));
    res.render('requests/pages/freed-beds.njk', { ...freedBedsPage(page, shown), lists });
  }
}
