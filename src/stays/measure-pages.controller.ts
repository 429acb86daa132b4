import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { MeasureDto } from './dto/outcome.dto.js';
import { MeasuresService } from './measures.service.js';
import { measureLine } from './pages/outcomes.page.js';

const LIST = '/outcome-measures';

/** What the council measures before and after a stay: looked at by everybody, kept by managers. */
@Controller('outcome-measures')
export class MeasurePagesController {
  constructor(private readonly measures: MeasuresService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const measures = (await this.measures.list(actor)).map(measureLine);
    res.render('stays/pages/measures.njk', {
      used: measures.filter(({ used }) => used),
      ended: measures.filter(({ used }) => !used),
      mayChange: signsSomewhere(actor),
    });
  }

  @Get('new')
  @Access('manager')
  ask(@Res() res: Response): void {
    this.show(res, typedBefore(res.req, { lowest: '0', highest: '10' }));
  }

  @Post('new')
  @Access('manager')
  async add(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: MeasureDto,
      show: (state) => this.show(res, state),
      save: async (measure) => {
        await this.measures.add(actor, measure);
        return { said: `${measure.name}: it is asked for from now on.`, to: LIST };
      },
    });
  }

  @Post(':measure/end')
  @Access('manager')
  async end(@CurrentActor() actor: Actor, @Param('measure', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.measures.use(actor, id, false);
    await seeOther(res, { said: 'It is not asked for any more. What was written down stays.', to: LIST });
  }

  @Post(':measure/resume')
  @Access('manager')
  async resume(
    @CurrentActor() actor: Actor,
    @Param('measure', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.measures.use(actor, id, true);
    await seeOther(res, { said: 'It is asked for again.', to: LIST });
  }

  private show(res: Response, state: FormState): void {
    res.render('stays/pages/measure.njk', { state });
  }
}
