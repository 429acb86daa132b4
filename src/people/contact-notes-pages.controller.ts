import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ContactNotes } from './contact-notes.service.js';
import { ContactNoteDto } from './dto/contact-note.dto.js';
import { CONTACT_WORDS, contactValues } from './pages/contact.page.js';
import { youngPersonPage } from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';

/** What to know before anybody calls the family. */
@Controller('young-people/:id/contact')
export class ContactNotesPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly contact: ContactNotes,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req, editValues(contactValues(await this.contact.of(actor, id)))));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async write(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitEdit(res, {
      dto: ContactNoteDto,
      read: () => this.contact.of(actor, id),
      valuesOf: contactValues,
      words: CONTACT_WORDS,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ safeToContact = '', interpreter = '' }) => {
        await this.contact.write(actor, id, { safeToContact, interpreter });
        return { said: 'Recorded. It is shown wherever somebody is about to call.', to: `/young-people/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    res.render('people/pages/contact.njk', { state, ...youngPersonPage(person, actor) });
  }
}
