import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AccessService } from '../identity/access.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ButtonForm } from './dto/ask.form.js';
import { EnquireDto, NotWantedForm } from './dto/enquiry.dto.js';
import { EnquiriesService } from './enquiries.service.js';
import { resumePath } from './pages/ask.page.js';
import { enquiryPage, enquiryPath } from './pages/enquiry.page.js';
import { listLink } from './pages/list.page.js';
import { whoCouldComePath } from './pages/who-could-come.page.js';
import { RequestsService } from './requests.service.js';

/** The unit asks a key worker about free nights, and the key worker answers. */
@Controller()
export class EnquiryPagesController {
  constructor(
    private readonly access: AccessService,
    private readonly enquiries: EnquiriesService,
    private readonly requests: RequestsService,
    private readonly clock: Clock,
  ) {}

  /** One step from the list of who could come. */
  @Post('units/:id/enquiries')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    this.access.requireUnit(actor, id);
    await submitForm(res, {
      dto: EnquireDto,
      show: (state) => this.notAsked(id, res, state),
      save: async ({ youngPerson, from, to }) => {
        const made = await this.enquiries.ask(actor, id, youngPerson, { arrival: from, departure: to });
        const { firstName, lastName, keyWorker } = made.youngPerson;
        return {
          said: `${keyWorker.name} is asked whether the family of ${firstName} ${lastName} would want these nights.`,
          to: listLink(whoCouldComePath(id), { from, to }),
        };
      },
    });
  }

  @Get('enquiries/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post('enquiries/:id/yes')
  @Access('cas_worker', 'unit_staff', 'manager')
  async yes(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.enquiries.open(actor, id);
    await submitForm(res, {
      dto: ButtonForm,
      show: (state) => this.show(actor, id, res, state),
      save: async () => {
        const request = await this.requests.open(actor, await this.enquiries.yes(actor, id));
        return {
          said: 'The request is begun, with these dates. Go on with what is still open.',
          to: resumePath(request),
        };
      },
    });
  }

  @Post('enquiries/:id/no')
  @Access('cas_worker', 'unit_staff', 'manager')
  async no(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.enquiries.open(actor, id);
    await submitForm(res, {
      dto: NotWantedForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ reason, note = '' }) => {
        await this.enquiries.no(actor, id, { reason, note });
        return { said: 'The unit sees your answer.', to: enquiryPath(id) };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const enquiry = await this.enquiries.open(actor, id);
    const today = dateIn(this.clock.now(), enquiry.unit.zone);
    res.render('requests/pages/enquiry.njk', {
      state,
      enquiry: enquiryPage(enquiry, today, state.values['reason'], actor.role === 'cas_worker'),
    });
  }

  /** Nothing was typed: what stands against it, and the way back to the list as it is now. */
  private notAsked(id: string, res: Response, { sentence, errors, values }: FormState): void {
    const { from = '', to = '' } = values;
    const why = sentence ?? Object.values(errors).join(' ');
    res.render('requests/pages/not-asked.njk', {
      why,
      back: listLink(whoCouldComePath(id), { from: String(from), to: String(to) }),
    });
  }
}
