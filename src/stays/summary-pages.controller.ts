import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { summaryPage } from './pages/summary.page.js';
import { SummaryService } from './summary.service.js';

/** A stay on one page, to print and to file. */
@Controller('stays/:id/summary')
export class SummaryPagesController {
  constructor(private readonly summaries: SummaryService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    res.render('stays/pages/summary.njk', { summary: summaryPage(await this.summaries.of(actor, id), id) });
  }
}
