import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdParam } from '../web/id-param.pipe.js';
import { availability } from './domain/workflow.js';
import { OptionsService } from './options.service.js';
import { comparePage, readCompared, theirComparePage } from './pages/compare.page.js';
import { requestHead } from './pages/request.page.js';
import { theirOptionsPage } from './pages/their-options.page.js';
import { togetherLink } from './pages/together-link.js';
import { RequestsService } from './requests.service.js';
import { TheirOptionsService } from './their-options.service.js';

/** Options of a request side by side, before anything is held: a key worker compares what they are told. */
@Controller('requests/:id/compare')
export class ComparePagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsService,
    private readonly theirs: TheirOptionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async compare(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('option') option: unknown,
    @Res() res: Response,
  ) {
    const chosen = readCompared(option);
    if (actor.role === 'cas_worker') {
      const view = await this.theirs.of(actor, id);
      const { all, missing } = theirOptionsPage(view);
      return res.render('requests/pages/compare.njk', {
        request: requestHead(view.request, this.clock.now()),
        theirs: true,
        missing,
        ...theirComparePage(all, chosen),
      });
    }
    const request = await this.requests.open(actor, id);
    if (request.standsForAll && togetherLink(request)) return res.redirect(303, `/requests/${id}/together`);
    const view = await this.options.ofRequest(actor, request);
    res.render('requests/pages/compare.njk', {
      request: requestHead(view.request, this.clock.now()),
      closed: !availability('propose', view.request.state, 'unit_staff').available,
      ...comparePage(view, chosen),
    });
  }
}
