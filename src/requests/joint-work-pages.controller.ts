import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { DirectoryService } from '../identity/directory.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { Access, JointWork } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { mayBeside, type Beside } from './domain/beside.js';
import { CoWorkerDto, NoteDto } from './dto/joint-work.dto.js';
import { JointWorkService } from './joint-work.service.js';
import { jointWorkPage } from './pages/joint-work.page.js';
import { requestHead } from './pages/request.page.js';
import { RequestRefused } from './request-refused.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** Notes on a request, and who works on it together. */
@Controller('requests/:id')
export class JointWorkPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly jointWork: JointWorkService,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  @Get('note')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askNote(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    this.showNote(res, await this.open(actor, id, 'add_note'), typedBefore(res.req));
  }

  @Post('note')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async addNote(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: NoteDto,
      show: (state) => this.showNote(res, request, state),
      save: async ({ text, namesNobodyElse }) => {
        await this.jointWork.addNote(actor, id, text, namesNobodyElse);
        return { said: 'The note is on the timeline.', to: `/requests/${id}` };
      },
    });
  }

  @Get('co-workers')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, await this.requests.open(actor, id), res, typedBefore(res.req));
  }

  @Post('co-workers')
  @Access('cas_worker', 'unit_staff', 'manager')
  async name(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: CoWorkerDto,
      show: (state) => this.show(actor, request, res, state),
      save: async ({ worker }) => {
        const { name } = await this.jointWork.name(actor, id, worker);
        return { said: `${name} works on this request, too.`, to: `/requests/${id}/co-workers` };
      },
    });
  }

  @Post('co-workers/:user/end')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('user', IdParam) user: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.jointWork.end(actor, id, user);
    await seeOther(
      res,
      user === actor.id
        ? { said: 'You do not work on this request any more.', to: '/' }
        : { said: 'They do not work on this request any more.', to: `/requests/${id}/co-workers` },
    );
  }

  private async open(actor: Actor, id: string, action: Beside): Promise<RequestView> {
    const request = await this.requests.open(actor, id);
    const answer = mayBeside(action, request, actor);
    if (answer.may) return request;
    throw answer.refusal === 'not_yours' ? forbidden(answer.why) : new RequestRefused(answer.why, request);
  }

  private showNote(res: Response, request: RequestView, state: FormState): void {
    res.render('requests/pages/note.njk', { state, request: requestHead(request, this.clock.now()) });
  }

  private async show(actor: Actor, request: RequestView, res: Response, state: FormState): Promise<void> {
    const workers = await this.directory.casWorkers(actor.organisationId);
    res.render('requests/pages/joint-work.njk', {
      state,
      request: requestHead(request, this.clock.now()),
      ...jointWorkPage(request, actor, workers, state.values['worker']),
    });
  }
}
