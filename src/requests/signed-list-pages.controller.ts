import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { seeOther } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { OpenLists } from './open-lists.service.js';
import { freedBedsPath } from './pages/freed-bed.page.js';

/** The end, by hand, of a list that was signed as a whole. */
@Controller('units/:unit/signed-lists/:id/end')
export class SignedListPagesController {
  constructor(private readonly open: OpenLists) {}

  @Post()
  @Access('manager')
  async end(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.open.end(actor, id);
    await seeOther(res, freedBedsPath(unit));
  }
}
