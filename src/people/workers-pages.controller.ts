import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { DirectoryService } from '../identity/directory.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { WorkerDto } from './dto/young-person.dto.js';
import {
  coWorkersPage,
  keyWorkerValues,
  keyWorkerWords,
  workerItems,
  youngPersonPage,
} from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';
import { WorkersService } from './workers.service.js';

/** Who works with a young person: co-workers and the key worker. */
@Controller('young-people/:id')
export class WorkersPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly workers: WorkersService,
    private readonly directory: DirectoryService,
  ) {}

  @Get('co-workers')
  @Access('cas_worker', 'manager')
  async askCoWorkers(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.showCoWorkers(actor, id, res, typedBefore(res.req));
  }

  @Post('co-workers')
  @Access('cas_worker', 'manager')
  async addCoWorker(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitForm(res, {
      dto: WorkerDto,
      show: (state) => this.showCoWorkers(actor, id, res, state),
      save: async ({ worker }) => {
        const { name } = await this.workers.addCoWorker(actor, id, worker);
        return { said: `${name} is a co-worker now.`, to: `/young-people/${id}/co-workers` };
      },
    });
  }

  @Post('co-workers/:user/end')
  @Access('cas_worker', 'manager')
  async endCoWorker(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('user', IdParam) user: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.workers.endCoWorker(actor, id, user);
    await seeOther(res, {
      said: user === actor.id ? 'You are no longer a co-worker.' : 'This co-worker’s access has ended.',
      to: user === actor.id ? '/young-people' : `/young-people/${id}/co-workers`,
    });
  }

  @Get('key-worker')
  @Access('manager')
  async askKeyWorker(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const saved = editValues(keyWorkerValues(await this.people.open(actor, id)));
    await this.showKeyWorker(actor, id, res, typedBefore(res.req, saved));
  }

  @Post('key-worker')
  @Access('manager')
  async changeKeyWorker(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await submitEdit(res, {
      dto: WorkerDto,
      read: () => this.people.open(actor, id),
      valuesOf: keyWorkerValues,
      words: async () => keyWorkerWords(await this.directory.casWorkers(actor.organisationId)),
      show: (state) => this.showKeyWorker(actor, id, res, state),
      save: async ({ worker }) => {
        const { name } = await this.workers.changeKeyWorker(actor, id, worker);
        return { said: `${name} is the key worker now.`, to: `/young-people/${id}` };
      },
    });
  }

  private async showCoWorkers(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const workers = await this.directory.casWorkers(actor.organisationId);
    const page = coWorkersPage(person, actor, workers, state.values['worker']);
    res.render('people/pages/co-workers.njk', { state, ...page });
  }

  private async showKeyWorker(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const others = (await this.directory.casWorkers(actor.organisationId)).filter(
      (one) => one.id !== person.keyWorker.id,
    );
    const workers = workerItems(others, state.values['worker']);
    res.render('people/pages/key-worker.njk', { state, ...youngPersonPage(person, actor), workers });
  }
}
