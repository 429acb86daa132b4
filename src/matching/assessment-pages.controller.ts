import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { onlyLooksOn, type Actor } from '../identity/domain/actor.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { AgainstQuery } from './assessments.controller.js';
import { AssessedNeeds } from './assessed-needs.service.js';
import { AssessmentDrafts } from './assessment-drafts.service.js';
import { AssessmentsService } from './assessments.service.js';
import {
  assessedPage,
  assessmentPath,
  assessmentRows,
  mayCountersign,
  offRecord,
  resumePath,
  signatures,
  versionPath,
} from './pages/assessment.page.js';
import { VersionParam } from './version.pipe.js';

class VersionsQuery extends PageQuery {
  override limit: number = 10;
}

/** A form whose only field is its button. */
class ButtonForm {}

/** What is assessed of a young person: where they stand, every version, and what changed between two. */
@Controller('young-people/:id/assessment')
export class AssessmentPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly assessments: AssessmentsService,
    private readonly drafts: AssessmentDrafts,
    private readonly needs: AssessedNeeds,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: VersionsQuery,
    @Res() res: Response,
  ): Promise<void> {
    await this.showLatest(actor, id, query, res, { values: {}, errors: {} });
  }

  private async showLatest(
    actor: Actor,
    id: string,
    query: Pick<VersionsQuery, 'limit' | 'cursor'>,
    res: Response,
    state: FormState,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const assessed = await this.assessments.open(actor, id);
    const { items, next } = await this.assessments.list(actor, id, query);
    const mayWrite = await this.mayWrite(actor, id);
    const draft = mayWrite ? await this.drafts.of(actor, id) : null;
    const signing = await this.drafts.signing(actor);
    res.render('matching/pages/assessment.njk', {
      state,
      ...youngPersonPage(person, actor),
      assessed: assessedPage(id, assessed, items, draft, signing),
      differs: assessed.latest ? offRecord(assessed.latest, person) : '',
      mayWrite,
      mayCountersign: mayWrite && assessed.latest !== null && mayCountersign(actor, assessed.latest, assessed.latest),
      older: next && `${assessmentPath(id)}?cursor=${encodeURIComponent(next)}`,
      isFirst: !query.cursor,
    });
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async begin(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const draft = await this.drafts.begin(actor, id);
    await seeOther(res, resumePath(id, draft, await this.drafts.signing(actor)));
  }

  @Get('versions/:version')
  @Access('cas_worker', 'unit_staff', 'manager')
  async version(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
    @Query() { against }: AgainstQuery,
    @Res() res: Response,
  ): Promise<void> {
    await this.showVersion(actor, { id, version, against }, res, { values: {}, errors: {} });
  }

  /** Support and room of a version become what stays are planned by. */
  @Post('versions/:version/take-needs')
  @Access('cas_worker', 'unit_staff', 'manager')
  async takeNeeds(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
    @Res() res: Response,
  ): Promise<void> {
    await submitForm(res, {
      dto: ButtonForm,
      show: (state) => this.showLatest(actor, id, { limit: 10 }, res, state),
      save: async () => {
        await this.needs.takeOver(actor, id, version);
        return {
          said: 'Stays are planned by what the assessment says of support and room.',
          to: `/young-people/${id}/room`,
        };
      },
    });
  }

  @Post('versions/:version/countersign')
  @Access('cas_worker', 'unit_staff', 'manager')
  async countersign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
    @Res() res: Response,
  ): Promise<void> {
    await submitForm(res, {
      dto: ButtonForm,
      show: (state) => this.showVersion(actor, { id, version }, res, state),
      save: async () => {
        await this.assessments.countersign(actor, id, version);
        return { said: 'You have countersigned the assessment.', to: assessmentPath(id) };
      },
    });
  }

  private async showVersion(
    actor: Actor,
    { id, version, against }: { id: string; version: number; against?: number | undefined },
    res: Response,
    state: FormState,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const compared = await this.assessments.compare(actor, id, version, against);
    const { latest } = await this.assessments.open(actor, id);
    res.render('matching/pages/assessment-version.njk', {
      state,
      ...youngPersonPage(person, actor),
      path: assessmentPath(id),
      here: versionPath(id, version),
      ...signatures(compared.assessment),
      rows: assessmentRows(compared.assessment),
      against: compared.against,
      changes: compared.changes,
      others: Array.from({ length: Math.min(latest?.version ?? 0, 30) }, (_, place) => latest!.version - place)
        .filter((other) => other !== version)
        .map((other) => ({ value: other, text: `Version ${other}`, selected: other === compared.against })),
      isLatest: latest?.version === version,
      mayCountersign: (await this.mayWrite(actor, id)) && mayCountersign(actor, compared.assessment, latest),
    });
  }

  private async mayWrite(actor: Actor, id: string): Promise<boolean> {
    return !onlyLooksOn(actor) && (await this.people.worksWith(actor, id));
  }
}
