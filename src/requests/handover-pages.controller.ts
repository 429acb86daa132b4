import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService, type UnitView } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { HandoverNotes } from '../stays/handover-notes.service.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { HandoverQuery, ReadNotesForm, ShiftNoteDto } from './dto/handover.dto.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { HandoverService } from './handover.service.js';
import { solveItem } from './pages/conflict.page.js';
import { byDue, handoverEmergencies } from './pages/emergency-record.page.js';
import { ASKED_IN_EMERGENCY, askedInEmergency } from './pages/emergency-request.page.js';
import { handoverPage, rollCallPage } from './pages/handover.page.js';
import { LookAgainViews } from './look-again-views.service.js';
import { RequestsService } from './requests.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';

const TO_SOLVE = 20;

/** From shift to shift: who is where, what is owed, what to know; and the list for the fire folder. */
@Controller()
export class HandoverPagesController {
  constructor(
    private readonly handover: HandoverService,
    private readonly notes: HandoverNotes,
    private readonly conflicts: StayConflictsService,
    private readonly again: LookAgainViews,
    private readonly readiness: ReadinessService,
    private readonly emergencies: EmergencyRecords,
    private readonly requests: RequestsService,
    private readonly clock: Clock,
    private readonly units: UnitsService,
    private readonly tonight: Tonight,
  ) {}

  @Get('handover')
  @Access('unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Query() query: HandoverQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await this.showPage(actor, unit, res, typedBefore(res.req));
  }

  @Post('handover')
  @Access('unit_staff', 'manager')
  async write(@CurrentActor() actor: Actor, @Query() query: HandoverQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: ShiftNoteDto,
      show: (state) => this.showPage(actor, unit, res, state),
      save: async ({ text }) => {
        await this.notes.write(actor, unit.id, text);
        return { said: 'The note is there for the next shift.', to: handoverPath(unit) };
      },
    });
  }

  @Post('handover/read')
  @Access('unit_staff', 'manager')
  async read(@CurrentActor() actor: Actor, @Query() query: HandoverQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: ReadNotesForm,
      show: (state) => this.showPage(actor, unit, res, state),
      save: async ({ notes }) => {
        await this.notes.markRead(actor, unit.id, notes.split(' '));
        return { said: 'Recorded: you have read the notes.', to: handoverPath(unit) };
      },
    });
  }

  @Get('roll-call')
  @Access('unit_staff', 'manager')
  async rollCall(@CurrentActor() actor: Actor, @Query() query: HandoverQuery, @Res() res: Response): Promise<void> {
    const unit = await this.unitOf(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    res.render('requests/pages/roll-call.njk', { unit, ...rollCallPage(await this.handover.of(actor, unit)) });
  }

  private async unitOf(actor: Actor, query: HandoverQuery): Promise<UnitView | undefined> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (unit && !worksAt(actor, unit.id)) throw notFound();
    return unit;
  }

  private async showPage(actor: Actor, unit: UnitView, res: Response, state: FormState): Promise<void> {
    const now = this.clock.now();
    const house = await this.handover.of(actor, unit);
    const notes = await this.notes.list(actor, unit.id);
    const { items } = await this.conflicts.list(actor, unit.id, { limit: TO_SOLVE });
    const coming = [...house.arriving, ...house.arrivingTomorrow].map(({ id }) => id);
    const open = await this.readiness.countOpen(actor, coming);
    const tonight = this.tonight.in(unit.zone);
    res.render('requests/pages/handover.njk', {
      unit,
      state,
      mayWrite: !looksOnAt(actor, unit.id),
      emergencies: byDue([
        ...handoverEmergencies(await this.emergencies.list(actor, unit.id), now),
        ...askedInEmergency(await this.requests.list(actor, { ...ASKED_IN_EMERGENCY, unitId: unit.id }), actor, now),
      ]),
      solve: [
        ...items.map((item) => solveItem(item, tonight)),
        ...(await this.again.lines(actor, tonight, unit.id)).lines,
      ],
      ...handoverPage({ house, open, notes, unit }, actor),
    });
  }
}

const handoverPath = ({ id }: { id: string }) => `/handover?unit=${id}`;
