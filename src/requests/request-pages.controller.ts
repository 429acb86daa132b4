import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdParam } from '../web/id-param.pipe.js';
import { missingPage } from './pages/missing.page.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { OPEN_STATES } from './domain/states.js';
import { CompanyService } from './company.service.js';
import { alikeLine } from './pages/alike.page.js';
import { letterAbout } from './pages/letter.page.js';
import { sayMoves } from './pages/moves.page.js';
import { requestPage } from './pages/request.page.js';
import { RequestsService } from './requests.service.js';
import { GoneOverService } from '../stays/gone-over.service.js';

/** One request: where it stands, whose move it is, and its story. */
@Controller('requests/:id')
export class RequestPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly goneOver: GoneOverService,
    private readonly company: CompanyService,
    private readonly contact: ContactNotes,
    private readonly before: BeforeSubmittingService,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    const moves = request.offer?.moves ?? [];
    const isOpen = OPEN_STATES.includes(request.state) && !request.stay;
    const arrival = request.offer?.arrival ?? request.from;
    const [events, goneOver, moved, contact, alike, checklist] = await Promise.all([
      this.requests.timelineOf(actor, request),
      this.goneOver.ofPart(actor, request.partId),
      this.company.ofMoves(actor, request.id, moves),
      this.contact.of(actor, request.youngPerson.id),
      OPEN_STATES.includes(request.state) ? this.before.alike(actor, request) : [],
      isOpen && arrival ? this.readiness.beforeOffer(request.youngPerson, arrival) : undefined,
    ]);
    const page = requestPage(request, events, actor, this.clock.now());
    res.render('requests/pages/request.njk', {
      request: page,
      goneOver,
      missing: checklist && missingPage(checklist, request.youngPerson),
      moves: sayMoves(moves, moved),
      contact: contactPage(contact, request.youngPerson.id),
      alike: alike.map(alikeLine),
      letter: letterAbout(request) && `/requests/${id}/letter`,
    });
  }
}
