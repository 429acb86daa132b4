import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { onlyLooksOn, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { OF_YOUNG_PERSON } from './domain/confirmation.js';
import type { ReadyItem } from './domain/readiness.js';
import { ConfirmDto } from './dto/readiness.dto.js';
import { checklistPage, confirmedLine, confirmPage, linkTo } from './pages/checklist.page.js';
import { ReadinessService } from './readiness.service.js';
import { ReadyItemParam } from './ready-item.pipe.js';

/** What has to be in order of a young person before nights are offered, whichever stay comes next. */
@Controller('young-people/:id/checklist')
export class PersonChecklistPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly readiness: ReadinessService,
    private readonly contact: ContactNotes,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const person = await this.people.open(actor, id);
    const checklist = await this.readiness.ofPerson(person);
    const link = linkTo(pathOf(id));
    const mayChange = !onlyLooksOn(actor) && (await this.people.worksWith(actor, id));
    res.render('stays/pages/checklist.njk', {
      person,
      contact: { ...contactPage(await this.contact.of(actor, id), id), isOthers: !mayChange },
      checklist: checklistPage(checklist, (check) => (mayChange ? link(check) : undefined)),
    });
  }

  @Get(':item')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('item', ReadyItemParam) item: ReadyItem,
    @Res() res: Response,
  ): Promise<void> {
    await this.show(actor, id, item, res, typedBefore(res.req));
  }

  @Post(':item')
  @Access('cas_worker', 'unit_staff', 'manager')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('item', ReadyItemParam) item: ReadyItem,
    @Res() res: Response,
  ): Promise<void> {
    await this.people.open(actor, id);
    await submitForm(res, {
      dto: ConfirmDto,
      show: (state) => this.show(actor, id, item, res, state),
      save: async (said) => {
        await this.readiness.confirmFor(actor, id, item, said);
        return { said: 'Recorded.', to: pathOf(id) };
      },
    });
  }

  private async show(actor: Actor, id: string, item: ReadyItem, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const confirmed = OF_YOUNG_PERSON.find((one) => one === item);
    if (!confirmed) throw notFound();
    const history = await this.readiness.history(id, null, confirmed);
    res.render('stays/pages/confirm-check.njk', {
      state,
      person,
      contact: contactPage(await this.contact.of(actor, id), id),
      listPath: pathOf(id),
      form: confirmPage(confirmed, person.firstName),
      history: history.map(confirmedLine),
    });
  }
}

const pathOf = (id: string) => `/young-people/${id}/checklist`;
