import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import type { TypedValues } from '../web/typed-forms.js';
import { LEGAL_STATUS_TEXT, legalStatusChoices } from './domain/legal-status-text.js';
import { LegalStatusDto } from './dto/stay-steps.dto.js';
import { LegalStatusService } from './legal-status.service.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import type { StayView } from './stay-reader.js';
import { StayWarnings } from './stay-warnings.service.js';
import { StaysService } from './stays.service.js';

/** The page on which the legal status of a stay is decided. */
@Controller('stays/:id/legal-status')
export class LegalStatusPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly legal: LegalStatusService,
    private readonly warnings: StayWarnings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.stays.open(actor, id);
    this.legal.refuseUnlessPossible(stay);
    await this.show(actor, stay, res, typedBefore(res.req, editValues(valuesOf(stay))));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async decide(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.stays.open(actor, id);
    await submitEdit(res, {
      dto: LegalStatusDto,
      read: () => this.stays.open(actor, id),
      valuesOf,
      words: WORDS,
      show: (state) => this.show(actor, stay, res, state),
      save: async (said) => {
        await this.legal.decide(actor, id, said);
        return { said: 'The legal status is recorded.', to: stayPath(id) };
      },
    });
  }

  private async show(actor: Actor, stay: StayView, res: Response, state: FormState): Promise<void> {
    res.render('stays/pages/legal-status.njk', {
      state,
      stay: stayPage(stay, this.clock.now()),
      choices: legalStatusChoices(),
      warnings: await this.warnings.of(actor, stay),
      history: await this.legal.history(stay),
    });
  }
}

function valuesOf({ legal }: StayView): TypedValues {
  return { status: legal?.status ?? '', note: legal?.note ?? '' };
}

const WORDS: FieldWords = {
  status: { label: 'Legal status', text: (value) => LEGAL_STATUS_TEXT[value as keyof typeof LEGAL_STATUS_TEXT] ?? '' },
  note: { label: 'Note', text: String },
};
