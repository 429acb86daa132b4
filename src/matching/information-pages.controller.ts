import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { onlyLooksOn, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access, JointWork } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { LookDto, ReportDto } from './dto/information.dto.js';
import { InformationService } from './information.service.js';
import { informationPage, informationPath, informationRow } from './pages/information.page.js';

class InformationQuery extends PageQuery {
  override limit: number = 20;
}

/** New information: reported in a sentence, and looked at by a named person of the unit. */
@Controller()
export class InformationPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly information: InformationService,
    private readonly clock: Clock,
  ) {}

  @Get('young-people/:id/information')
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: InformationQuery,
    @Res() res: Response,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const { items, next } = await this.information.list(actor, id, query);
    res.render('matching/pages/information-list.njk', {
      ...youngPersonPage(person, actor),
      items: items.map(informationRow),
      mayReport: !onlyLooksOn(actor),
      older: next && `/young-people/${id}/information?cursor=${encodeURIComponent(next)}`,
    });
  }

  @Get('young-people/:id/information/new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showNew(actor, id, res, typedBefore(res.req));
  }

  @Post('young-people/:id/information/new')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  async report(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: ReportDto,
      show: (state) => this.showNew(actor, id, res, state),
      save: async ({ text }) => {
        const { id: written } = await this.information.report(actor, id, text);
        return { said: 'Reported. Those who must look again are told now.', to: informationPath(written) };
      },
    });
  }

  @Get('information/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post('information/:id')
  @Access('unit_staff', 'manager')
  async look(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: LookDto,
      show: (state) => this.show(actor, id, res, state),
      save: async (said) => {
        const { youngPerson } = await this.information.look(actor, id, said);
        const to = said.outcome === 'assessment' ? `/young-people/${youngPerson.id}/assessment` : informationPath(id);
        return { said: 'Recorded that you have looked at it.', to };
      },
    });
  }

  private async showNew(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    res.render('matching/pages/information-new.njk', { state, ...youngPersonPage(person, actor) });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const found = await this.information.open(actor, id);
    const today = dateIn(this.clock.now(), 'Europe/London');
    res.render('matching/pages/information.njk', {
      state,
      information: informationPage(found, actor, today, state.values['outcome']),
    });
  }
}
