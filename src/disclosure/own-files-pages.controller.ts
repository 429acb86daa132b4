import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { ChoiceField } from '../web/fields.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { typedValues } from '../web/typed-forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { AskForFileDto, ReleaseFormDto } from './dto/own-file.dto.js';
import { FileRequests } from './file-requests.service.js';
import { OwnFiles } from './own-files.service.js';
import { takenOutIn, takeOutFields } from './pages/keep-out.page.js';
import { askerItems, checkPage, copyPage, filePath, requestRow } from './pages/own-file.page.js';

class FileRequestsQuery extends PageQuery {
  override limit: number = 10;
}

class ExportQuery {
  @ChoiceField('Form of the file', ['data', 'page'], { required: false }) as?: 'data' | 'page';
}

/** A young person's own file: who asks for it, what is withheld, and the copy to read, print and hand over. */
@Controller('young-people/:id/file')
export class OwnFilesPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly requests: FileRequests,
    private readonly files: OwnFiles,
  ) {}

  @Get()
  @Access('cas_worker', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: FileRequestsQuery,
    @Res() res: Response,
  ): Promise<void> {
    await this.showRequests(actor, id, res, typedBefore(res.req), query);
  }

  @Post()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: AskForFileDto,
      show: (state) => this.showRequests(actor, id, res, state),
      save: async ({ askedBy, asker = '', askedOn }) => {
        const { id: request } = await this.requests.ask(actor, id, { askedBy, asker, askedOn });
        return { said: 'Recorded. Now check what is withheld.', to: filePath(id, request) };
      },
    });
  }

  @Get(':request')
  @Access('cas_worker', 'manager')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
    @Res() res: Response,
  ): Promise<void> {
    const { released } = await this.requests.open(actor, id, request);
    if (!released && (await this.requests.mayRelease(actor, id)))
      return this.showCheck(actor, id, request, res, typedBefore(res.req));
    const copy = await this.files.open(actor, id, request);
    res.render('disclosure/pages/copy.njk', { ...copyPage(id, request, copy), released: copy });
  }

  @Post(':request')
  @Access('manager')
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
    @Res() res: Response,
  ): Promise<void> {
    const values = typedValues(res.req.body);
    // Looked for further words of the copy: what was ticked and typed goes along.
    if (values['do'] === 'find') return this.showCheck(actor, id, request, res, { values, errors: {} });
    await submitForm(res, {
      dto: ReleaseFormDto,
      fields: takeOutFields(values),
      show: (state) => this.showCheck(actor, id, request, res, state),
      save: async (said) => {
        await this.files.release(actor, id, request, { ...said, takeOut: takenOutIn(values) });
        return { said: 'The copy is released. Print it, or save it for whoever asked.', to: filePath(id, request) };
      },
    });
  }

  @Get(':request/copy')
  @Access('manager')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
    @Res() res: Response,
  ): Promise<void> {
    if ((await this.requests.open(actor, id, request)).released) return seeOther(res, filePath(id, request));
    const { copy } = await this.files.toCheck(actor, id, request);
    res.render('disclosure/pages/copy.njk', copyPage(id, request, copy));
  }

  @Get(':request/export')
  @Access('cas_worker', 'manager')
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
    @Query() { as = 'data' }: ExportQuery,
    @Res() res: Response,
  ): Promise<void> {
    const copy = await this.files.open(actor, id, request);
    res.set('Content-Disposition', `attachment; filename="own-file.${as === 'page' ? 'html' : 'json'}"`);
    res.set('Cache-Control', 'no-store');
    if (as === 'page')
      return res.render('disclosure/pages/copy-file.njk', { ...copyPage(id, request, copy), released: copy });
    res.type('application/json; charset=utf-8').send(JSON.stringify(copy, null, 2));
  }

  private async showRequests(
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
    query: FileRequestsQuery = new FileRequestsQuery(),
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const { items, next } = await this.requests.list(actor, id, query);
    res.render('disclosure/pages/own-file.njk', {
      ...{ state, ...youngPersonPage(person, actor), requests: items.map((one) => requestRow(id, one)) },
      ...{ mayRelease: await this.requests.mayRelease(actor, id), askers: askerItems(state.values['askedBy']) },
      older: next && `${filePath(id)}?cursor=${encodeURIComponent(next)}`,
    });
  }

  private async showCheck(actor: Actor, id: string, request: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const found = await this.files.toCheck(actor, id, request);
    res.render('disclosure/pages/check.njk', {
      ...{ state, ...youngPersonPage(person, actor) },
      ...checkPage(id, found, state),
    });
  }
}
