import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { FROM_STAY } from './domain/confirmation.js';
import type { ReadyItem } from './domain/readiness.js';
import { notTheirCheck, type OwnCheck } from './domain/unit-check.js';
import { ConfirmDto, OwnCheckDto } from './dto/readiness.dto.js';
import { checklistPage, confirmedLine, confirmPage, linkTo, type CheckLink } from './pages/checklist.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { ReadinessService, type Check } from './readiness.service.js';
import { ReadyItemParam } from './ready-item.pipe.js';
import type { StayView } from './stay-reader.js';
import { StayRights } from './stay-rights.service.js';
import { StaysService } from './stays.service.js';

/** What has to be in order before a young person arrives: the list of a stay, and a form for each thing somebody confirms. */
@Controller('stays/:id/checklist')
export class ChecklistPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly readiness: ReadinessService,
    private readonly contact: ContactNotes,
    private readonly rights: StayRights,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const checklist = await this.readiness.ofStay(actor, stay);
    const mayChange = await this.rights.mayChange(actor, stay);
    res.render('stays/pages/checklist.njk', {
      stay: stayPage(stay, this.clock.now()),
      contact: { ...(await this.contactOf(actor, stay)), isOthers: !mayChange },
      checklist: checklistPage(
        checklist,
        (check) => (mayChange ? linkOf(actor, stay, check) : undefined),
        (check) => (mayChange ? ownLinkOf(actor, stay, check) : undefined),
      ),
    });
  }

  @Get('own/:check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askOwn(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('check', IdParam) check: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.showOwn(actor, await this.stays.open(actor, id), check, res, typedBefore(res.req));
  }

  @Post('own/:check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async confirmOwn(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('check', IdParam) check: string,
    @Res() res: Response,
  ): Promise<void> {
    const stay = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: OwnCheckDto,
      show: (state) => this.showOwn(actor, stay, check, res, state),
      save: async (said) => {
        await this.readiness.confirmOwn(actor, id, check, said);
        return { said: 'Recorded.', to: `${stayPath(id)}/checklist` };
      },
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
    const stay = await this.stays.open(actor, id);
    await this.show(actor, stay, item, res, typedBefore(res.req));
  }

  @Post(':item')
  @Access('cas_worker', 'unit_staff', 'manager')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('item', ReadyItemParam) item: ReadyItem,
    @Res() res: Response,
  ): Promise<void> {
    const stay = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: ConfirmDto,
      show: (state) => this.show(actor, stay, item, res, state),
      save: async (said) => {
        await this.readiness.confirm(actor, id, item, said);
        return { said: 'Recorded.', to: `${stayPath(id)}/checklist` };
      },
    });
  }

  private async showOwn(actor: Actor, stay: StayView, check: string, res: Response, state: FormState): Promise<void> {
    const { own } = await this.readiness.ofStay(actor, stay);
    res.render('stays/pages/own-check.njk', {
      state,
      stay: stayPage(stay, this.clock.now()),
      listPath: `${stayPath(stay.id)}/checklist`,
      check: this.readiness.ownConfirmable(actor, stay, own, check),
    });
  }

  private async show(actor: Actor, stay: StayView, item: ReadyItem, res: Response, state: FormState): Promise<void> {
    const confirmed = this.readiness.confirmable(actor, stay, item);
    // Who is there with whom is decided where that is shown.
    if (confirmed === 'compatibility') return res.redirect(303, `${stayPath(stay.id)}/look-again`);
    const history = await this.readiness.history(stay.youngPerson.id, stay.id, confirmed);
    res.render('stays/pages/confirm-check.njk', {
      state,
      stay: stayPage(stay, this.clock.now()),
      listPath: `${stayPath(stay.id)}/checklist`,
      contact: await this.contactOf(actor, stay),
      form: confirmPage(confirmed, stay.youngPerson.firstName),
      history: history.map(confirmedLine),
    });
  }

  /** What to know before calling anybody whose number stands there. */
  private async contactOf(actor: Actor, { youngPerson: { id } }: StayView) {
    return contactPage(await this.contact.of(actor, id), id);
  }
}

/** The form of one of the unit's own items, for who can speak of it. */
function ownLinkOf(actor: Actor, stay: StayView, check: OwnCheck): CheckLink {
  const isOver = stay.state !== 'booked' && stay.state !== 'in_residence';
  if (isOver || notTheirCheck(actor, check, stay.unit.id)) return undefined;
  const text = check.state === 'done' ? 'Record again' : 'Record';
  return { href: `${stayPath(stay.id)}/checklist/own/${check.id}`, text };
}

/** What the actor can do about one thing on the list; nothing once the stay is over, and for who only looks on. */
function linkOf(actor: Actor, stay: StayView, check: Check): CheckLink {
  if (looksOnAt(actor, stay.unit.id) || (stay.state !== 'booked' && stay.state !== 'in_residence')) return undefined;
  const path = stayPath(stay.id);
  if (check.item === 'legal_basis') return { href: `${path}/legal-status`, text: 'Record' };
  if (check.item === 'introduction')
    return check.state === 'done'
      ? undefined
      : { href: `/visits/new?youngPerson=${stay.youngPerson.id}`, text: 'Plan a visit' };
  if (check.item === 'compatibility') {
    if (check.state === 'done') return undefined;
    if (stay.conflict?.reasons.includes('kept_apart')) return { href: `${path}/conflict`, text: 'Solve it' };
    return { href: `${path}/look-again`, text: 'Look again' };
  }
  if (check.item === 'what_changed') return { href: `${path}/what-changed`, text: 'Ask what has changed' };
  return FROM_STAY.some((one) => one === check.item) ? linkTo(`${path}/checklist`)(check) : undefined;
}
