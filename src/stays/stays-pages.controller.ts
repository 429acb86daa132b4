import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { AIM_STATE_TEXT } from '../people/domain/family-plan.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { NeedsToMeet } from '../people/needs-to-meet.service.js';
import { needLines } from '../people/pages/characteristics.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { IdParam } from '../web/id-param.pipe.js';
import { StaysPageQuery } from './dto/stays.form.js';
import { PageQuery, pageOf, readCursor } from '../web/paging.js';
import { GoneOverService } from './gone-over.service.js';
import { historyPage, historyPath } from './pages/stay-history.page.js';
import { openText } from './domain/readiness.js';
import { stayPage, stepsFor } from './pages/stay.page.js';
import { staysPage, WHICH } from './pages/stays.page.js';
import { allOf, ReadinessService } from './readiness.service.js';
import { StayHistory } from './stay-history.service.js';
import { StayRecord } from './stay-record.service.js';
import { StayWarnings } from './stay-warnings.service.js';
import { StayRights } from './stay-rights.service.js';
import { StaySteps } from './stay-steps.service.js';
import { StaysService, type StayView } from './stays.service.js';

/** Who is staying, who is coming, who was here; and each stay. */
@Controller('stays')
export class StaysPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly warnings: StayWarnings,
    private readonly goneOver: GoneOverService,
    private readonly history: StayHistory,
    private readonly record: StayRecord,
    private readonly readiness: ReadinessService,
    private readonly plans: FamilyPlans,
    private readonly needs: NeedsToMeet,
    private readonly rights: StayRights,
    private readonly staySteps: StaySteps,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: StaysPageQuery, @Res() res: Response): Promise<void> {
    const { show, limit, cursor } = query;
    const position = readCursor(cursor, ['date', 'id'], show);
    const stays = await this.stays.list(actor, {
      ...WHICH[show],
      limit: limit + 1,
      ...(position && { after: { arrival: String(position[0]), id: String(position[1]) } }),
    });
    const page = pageOf(stays, limit, (stay) => [stay.arrival, stay.id], show);
    const isUnits = actor.role !== 'cas_worker';
    res.render('stays/pages/stays.njk', {
      isUnits,
      ...staysPage(page, { show, isFirst: !cursor }, this.clock.now(), (zone) => this.tonight.in(zone)),
    });
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const now = this.clock.now();
    const tonight = this.tonight.in(stay.unit.zone);
    const isUnits = actor.role !== 'cas_worker';
    const mayChange = await this.rights.mayChange(actor, stay);
    const steps = mayChange ? stepsFor(stay, actor, tonight, this.tonight.hasBegun(stay.arrival, stay.unit.zone)) : [];
    const [warnings, goneOver, history, record, checklist, aims, needs] = await Promise.all([
      this.warnings.of(actor, stay),
      this.goneOver.ofStay(actor, id),
      this.history.of(actor, stay),
      this.record.of(actor, stay),
      this.readiness.ofStay(actor, stay),
      this.plans.ofStay(id),
      this.needs.ofStaying(stay.youngPerson.id),
    ]);
    const page = {
      stay: stayPage(stay, now, tonight),
      steps,
      expected: mayChange && isUnits && stay.state === 'booked' && this.sayExpected(stay, now),
      mayChange,
      aims: aims.map(({ text, state }) =>
        state === 'open' ? text : `${text} (${AIM_STATE_TEXT[state].toLowerCase()})`,
      ),
      needs: needLines(needs),
      warnings,
      goneOver,
      history: historyPage(history.steps, stay.unit.zone),
      older: history.older && historyPath(id, history.older),
      record,
      // In words, with a link to where it is looked at again.
      changed: await this.readiness.whatChanged(actor, id, checklist),
      checks: openText(checklist.open, allOf(checklist)),
    };
    res.render('stays/pages/stay.njk', page);
  }

  @Get(':id/history')
  @Access('cas_worker', 'unit_staff', 'manager')
  async steps(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const { steps, older } = await this.history.of(actor, stay, page);
    res.render('stays/pages/history.njk', {
      stay: stayPage(stay, this.clock.now()),
      history: historyPage(steps, stay.unit.zone),
      latest: page.cursor ? historyPath(id) : undefined,
      older: older && historyPath(id, older),
    });
  }

  /** On the day of their arrival: from when it can be said that they did not come. */
  private sayExpected(stay: StayView, now: Date): string | undefined {
    return stay.arrival === dateIn(now, stay.unit.zone) ? this.staySteps.whyBeforeExpected(stay) : undefined;
  }
}
