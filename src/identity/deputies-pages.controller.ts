import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { forbidden } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { CurrentActor } from './current-actor.decorator.js';
import { DeputiesService } from './deputies.service.js';
import { DirectoryService } from './directory.service.js';
import { signsSomewhere, type Actor } from './domain/actor.js';
import { DEPUTY_ZONE } from './domain/deputy.js';
import { NameDeputyDto } from './dto/deputy.dto.js';
import { deputyRow, mayName, workerChoices } from './pages/deputies.page.js';

/** Who stands in for whom while somebody is away. */
@Controller('deputies')
export class DeputiesPagesController {
  constructor(
    private readonly deputies: DeputiesService,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.deputies.list(actor, query);
    const now = this.clock.now();
    res.render('identity/pages/deputies.njk', {
      items: items.map((one) => deputyRow(one, actor, now)),
      next: next && `/deputies?cursor=${encodeURIComponent(next)}`,
      first: query.cursor ? '/deputies' : undefined,
      isWorker: actor.role === 'cas_worker',
      mayName: mayName(actor),
    });
  }

  @Get('new')
  @Access('cas_worker', 'manager')
  async ask(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    if (!mayName(actor))
      throw forbidden('A deputy is named by the worker who will be away, or by a manager who signs.');
    await this.showForm(actor, res, typedBefore(res.req, { firstDay: dateIn(this.clock.now(), DEPUTY_ZONE) }));
  }

  @Post('new')
  @Access('cas_worker', 'manager')
  async name(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NameDeputyDto,
      show: (state) => this.showForm(actor, res, state),
      save: async (form) => {
        const { deputy, absent } = await this.deputies.name(actor, form);
        const whom = absent.id === actor.id ? 'you' : absent.name;
        return { said: `${deputy.name} stands in for ${whom}.`, to: '/deputies' };
      },
    });
  }

  @Post(':id/end')
  @Access('cas_worker', 'manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { deputy, absent } = await this.deputies.end(actor, id);
    const who = deputy.id === actor.id ? 'You no longer stand in' : `${deputy.name} no longer stands in`;
    await seeOther(res, { said: `${who} for ${absent.id === actor.id ? 'you' : absent.name}.`, to: '/deputies' });
  }

  private async showForm(actor: Actor, res: Response, state: FormState): Promise<void> {
    const workers = await this.directory.casWorkers(actor.organisationId);
    res.render('identity/pages/new-deputy.njk', {
      state,
      forOthers: signsSomewhere(actor) && workerChoices(workers, undefined, state.values['absent']),
      workers: workerChoices(workers, actor.id, state.values['deputy']),
    });
  }
}
