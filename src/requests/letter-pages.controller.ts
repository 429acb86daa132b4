import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { ChoiceField } from '../web/fields.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DecisionRecords } from './decision-records.service.js';
import { letterAbout, letterPage } from './pages/letter.page.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';

const NOTHING = 'There is nothing to write to the family yet: no nights are offered to them or booked for them.';
const DECIDED =
  'The unit has decided that these nights do not suit, so there is nothing to look forward to in a letter. Ask the unit what it offers instead.';

class LetterQuery {
  @ChoiceField('The letter', ['usual', 'easy'], { required: false }) kind?: 'usual' | 'easy';
}

/** A letter that is printed for a family: what is offered and until when, or what is booked. */
@Controller('requests/:id/letter')
export class LetterPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly units: UnitsService,
    private readonly contact: ContactNotes,
    private readonly decisions: DecisionRecords,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { kind = 'usual' }: LetterQuery,
    @Res() res: Response,
  ): Promise<void> {
    const request = await this.requests.open(actor, id);
    const about = letterAbout(request);
    if (!about) throw new RequestRefused(NOTHING, request);
    if (request.stay?.isRefused) throw new RequestRefused(DECIDED, request);
    const note = await this.contact.of(actor, request.youngPerson.id);
    const contact = { ...contactPage(note, request.youngPerson.id), isOthers: request.jointly };
    const told = await this.units.forFamilies(request.unit.id);
    const decisions = await this.decisions.ofParts(request.parts.map((part) => part.id));
    const letter = letterPage(request, about, told, this.clock.now(), decisions);
    res.render(`requests/pages/letter-${kind}.njk`, { letter, contact });
  }
}
