import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { WAYS } from '../people/domain/ways-to-say.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import type { Voice } from './domain/review.js';
import { FamilySaysForm, StaffSayForm, WrittenDownForm } from './dto/review.dto.js';
import { OutcomesService } from './outcomes.service.js';
import { outcomesPage } from './pages/outcomes.page.js';
import { aimChoices, companionChoices, eachAim, reviewPage, staffSay } from './pages/review.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { ReviewsService, type NewReview } from './reviews.service.js';
import type { StayView } from './stay-reader.js';
import { StayRights } from './stay-rights.service.js';
import { StaysService } from './stays.service.js';

/** How a stay went: what each voice said, and a form for each. */
@Controller('stays/:id/review')
export class ReviewPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly reviews: ReviewsService,
    private readonly outcomes: OutcomesService,
    private readonly contact: ContactNotes,
    private readonly rights: StayRights,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const [went, outcomes] = await Promise.all([this.reviews.ofStay(actor, stay), this.outcomes.ofStay(actor, stay)]);
    const mayWrite = await this.rights.mayChange(actor, stay);
    res.render('stays/pages/review.njk', {
      stay: stayPage(stay, this.clock.now()),
      review: reviewPage(went, stay),
      hasCome: stay.state === 'in_residence' || stay.state === 'completed',
      isOver: stay.state === 'completed',
      mayWrite,
      mayMark: mayWrite && actor.role !== 'cas_worker',
      outcomes: outcomesPage(outcomes, stayPath(id)),
      mayMeasure: mayWrite && stay.state !== 'cancelled' && stay.state !== 'no_show',
    });
  }

  @Get('young-person')
  @Access('cas_worker', 'unit_staff', 'manager')
  askYoungPerson(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, res, voice: 'young_person' });
  }

  @Post('young-person')
  @Access('cas_worker', 'unit_staff', 'manager')
  youngPerson(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.save({ actor, id, res, voice: 'young_person' }, WrittenDownForm, (form) => form);
  }

  @Get('family')
  @Access('cas_worker', 'unit_staff', 'manager')
  askFamily(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, res, voice: 'family' });
  }

  @Post('family')
  @Access('cas_worker', 'unit_staff', 'manager')
  family(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.save({ actor, id, res, voice: 'family' }, FamilySaysForm, ({ otherWay, how, ...form }) => ({
      ...form,
      how: how === 'other' && otherWay ? otherWay : how,
    }));
  }

  @Get('staff')
  @Access('cas_worker', 'unit_staff', 'manager')
  askStaff(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask({ actor, id, res, voice: 'staff' });
  }

  @Post('staff')
  @Access('cas_worker', 'unit_staff', 'manager')
  staff(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.save({ actor, id, res, voice: 'staff' }, StaffSayForm, staffSay);
  }

  @Post(':review/names-others')
  @Access('unit_staff', 'manager')
  async mark(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('review', IdParam) review: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.reviews.mark(actor, id, review);
    await seeOther(res, { said: 'Only the unit’s own people read these words from now on.', to: reviewPath(id) });
  }

  private async ask(here: Here): Promise<void> {
    await this.show(here, await this.stays.open(here.actor, here.id), typedBefore(here.res.req));
  }

  private async save<T extends object>(
    here: Here,
    dto: new () => T,
    said: (form: T) => Omit<NewReview, 'voice'>,
  ): Promise<void> {
    const { actor, id, res, voice } = here;
    const stay = await this.stays.open(actor, id);
    await submitForm(res, {
      dto,
      show: (state) => this.show(here, stay, state),
      save: async (form) => {
        await this.reviews.record(actor, id, { ...said(form), voice });
        return { said: voice === 'staff' ? 'The stay is reviewed.' : 'Written down.', to: reviewPath(id) };
      },
    });
  }

  private async show({ actor, res, voice }: Here, stay: StayView, state: FormState): Promise<void> {
    this.reviews.refuseUnlessPossible(actor, stay, voice);
    const [went, companions, contact] = await Promise.all([
      this.reviews.ofStay(actor, stay),
      voice === 'staff' ? this.reviews.companions(actor, stay) : [],
      voice === 'family' ? this.contact.of(actor, stay.youngPerson.id) : undefined,
    ]);
    res.render(`stays/pages/${PAGE[voice]}.njk`, {
      stay: stayPage(stay, this.clock.now()),
      state,
      review: reviewPage(went, stay),
      heard: Object.fromEntries(went.reviews.map((one) => [one.voice, true])),
      isUnits: actor.role !== 'cas_worker',
      aims: aimChoices(),
      each: voice === 'staff' ? eachAim(went.aims, state.values) : [],
      ways: WAYS.map(({ value, text }) => ({ value, text, checked: state.values['how'] === value })),
      companions: companionChoices(companions, state.values['other']),
      contact: contact && contactPage(contact, stay.youngPerson.id),
    });
  }
}

/** Who is at which form of which stay. */
interface Here {
  actor: Actor;
  id: string;
  res: Response;
  voice: Voice;
}

const PAGE: Record<Voice, string> = {
  young_person: 'young-person-says',
  family: 'family-says',
  staff: 'staff-say',
};

const reviewPath = (id: string) => stayPath(id, { path: 'review' });
