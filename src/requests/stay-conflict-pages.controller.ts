import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { isPlainDate } from '../kernel/nights.js';
import { sayDay } from '../kernel/say-date.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import { staySpan } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DecidedDto, SolveForm } from './dto/stay-changes.dto.js';
import { StaySteps } from '../stays/stay-steps.service.js';
import { conflictPage, moveValue, wayValue } from './pages/conflict.page.js';
import { StayChangesService } from './stay-changes.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';

/** A stay that lost its bed, or whose company has to be decided: the ways out, one of which is chosen. */
@Controller('stays/:id')
export class StayConflictPagesController {
  constructor(
    private readonly conflicts: StayConflictsService,
    private readonly changes: StayChangesService,
    private readonly tonight: Tonight,
    private readonly steps: StaySteps,
  ) {}

  @Get('conflict')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post('conflict')
  @Access('unit_staff', 'manager')
  async solve(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.conflicts.open(actor, id);
    await submitForm(res, {
      dto: SolveForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ way, reasons = '', moves = '' }) => {
        const seen = await this.conflicts.open(actor, id);
        if (seen.state === 'booked' && way === moveValue(seen)) {
          const solved = { agreed: moves.split(' '), onlyUnsolved: true } as const;
          const { youngPerson, bed } = await this.changes.rebook(
            actor,
            id,
            { arrival: seen.arrival, departure: seen.departure },
            reasons,
            solved,
          );
          return { said: `Solved: ${youngPerson.firstName} has ${bed!.name}.`, to: `/stays/${id}` };
        }
        const { stay, ways } = await this.conflicts.waysOut(actor, id);
        const chosen = ways.find((one) => wayValue(one) === way);
        if (!chosen) throw invalidField('way', isWay(way) ? GONE : 'Choose a way.');
        const { arrival, departure, bed } = chosen;
        if (stay.state === 'booked') await this.changes.rebook(actor, id, { arrival, departure, bed: bed.id }, reasons);
        else await this.changes.move(actor, id, bed.id, { reasons });
        const has = `${stay.youngPerson.firstName} has ${bed.name}`;
        if (chosen.kind === 'until') return { said: `${has} until ${sayDay(departure)}.`, to: `/stays/${id}/conflict` };
        if (chosen.kind === 'then')
          return {
            said: `Solved: ${has} until ${sayDay(departure)}, then ${chosen.after!.join(', then ')}.`,
            to: `/stays/${id}`,
          };
        return { said: `Solved: ${has}, ${staySpan({ arrival, departure })}.`, to: `/stays/${id}` };
      },
    });
  }

  @Post('decided')
  @Access('manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.conflicts.open(actor, id);
    await submitForm(res, {
      dto: DecidedDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ reasons }) => {
        await this.conflicts.decided(actor, id, reasons);
        return { said: 'The decision is recorded.', to: `/stays/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const found = await this.conflicts.waysOut(actor, id);
    const { unit } = found.stay;
    const tonight = this.tonight.in(unit.zone);
    res.render('requests/pages/conflict.njk', {
      ...conflictPage(found, tonight, this.steps.whyBeforeExpected(found.stay) === undefined),
      mayDecide: maySign(actor, unit.id),
      state,
    });
  }
}

const GONE = 'This has just been taken by somebody else. Choose another way.';

function isWay(text: string): boolean {
  const [arrival, departure] = text.split('|');
  return isPlainDate(arrival) && isPlainDate(departure);
}
