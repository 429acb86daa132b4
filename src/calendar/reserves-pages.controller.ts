import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { sayNights } from '../kernel/say-date.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CalendarService } from './calendar.service.js';
import { KeepBedDto, ReleaseNightDto, ReleaseQuery, ReservesPageQuery, wantedOf } from './dto/reserve.dto.js';
import { reserveChoices, reserveItem, reservePage, reservePath } from './pages/reserves.page.js';
import { ReservesService } from './reserves.service.js';
import { UnitsService, type UnitView } from './units.service.js';

class Nothing {}

/** Beds that are held back for emergencies. */
@Controller('reserves')
export class ReservesPagesController {
  constructor(
    private readonly reserves: ReservesService,
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: ReservesPageQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const page = await this.reserves.list(actor, unit.id, query);
    res.render('calendar/pages/reserves.njk', {
      unit,
      items: page.items.map(reserveItem),
      mayKeep: maySign(actor, unit.id),
      next: page.next && `/reserves?unit=${unit.id}&cursor=${encodeURIComponent(page.next)}`,
      first: query.cursor ? `/reserves?unit=${unit.id}` : undefined,
    });
  }

  @Get('new')
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: ReservesPageQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { tonight } = this.calendar.horizon(unit.zone);
    this.showForm(unit, res, typedBefore(res.req, { from: tonight, releaseHours: '24' }));
  }

  @Post('new')
  @Access('manager')
  async keep(@CurrentActor() actor: Actor, @Query() query: ReservesPageQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: KeepBedDto,
      show: (state) => this.showForm(unit, res, state),
      save: async (form) => {
        const { id, taken } = await this.reserves.make(actor, unit.id, wantedOf(form));
        const said = taken.length === 0 ? 'The bed is kept.' : `The bed is kept. ${leftOut(taken)}`;
        return { said, to: reservePath(id) };
      },
    });
  }

  @Get(':id')
  @Access('unit_staff', 'manager')
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const reserve = await this.reserves.open(actor, id);
    const { nights, steps } = await this.reserves.detailsOf(reserve);
    res.render('calendar/pages/reserve.njk', {
      reserve: reservePage(reserve, nights, steps),
      mayEnd: reserve.endedAt === null && maySign(actor, reserve.unit.id),
    });
  }

  @Get(':id/release')
  @Access('unit_staff', 'manager')
  async askRelease(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { night = '' }: ReleaseQuery,
    @Res() res: Response,
  ): Promise<void> {
    await this.showStep('release-night', actor, id, res, typedBefore(res.req, { night }));
  }

  @Post(':id/release')
  @Access('unit_staff', 'manager')
  async release(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.reserves.open(actor, id);
    await submitForm(res, {
      dto: ReleaseNightDto,
      show: (state) => this.showStep('release-night', actor, id, res, state),
      save: async ({ night }) => {
        await this.reserves.release(actor, id, night);
        return { said: 'Released. The night can be booked.', to: reservePath(id) };
      },
    });
  }

  @Get(':id/end')
  @Access('manager')
  async askEnd(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showStep('end-reserve', actor, id, res, typedBefore(res.req));
  }

  @Post(':id/end')
  @Access('manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.reserves.open(actor, id);
    await submitForm(res, {
      dto: Nothing,
      show: (state) => this.showStep('end-reserve', actor, id, res, state),
      save: async () => {
        await this.reserves.end(actor, id);
        return { said: 'Ended. No night is kept any more.', to: reservePath(id) };
      },
    });
  }

  private showForm(unit: UnitView, res: Response, state: FormState): void {
    res.render('calendar/pages/new-reserve.njk', { unit, state, ...reserveChoices(unit.beds) });
  }

  private async showStep(page: string, actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const reserve = await this.reserves.open(actor, id);
    res.render(`calendar/pages/${page}.njk`, { reserve: reservePage(reserve, [], []), state });
  }
}

const NAMED = 40;

/** Nights that could not be kept, in a sentence. */
function leftOut(taken: readonly string[]): string {
  const more = taken.length > NAMED ? ', and later ones' : '';
  return `Taken or closed already, so not kept: ${sayNights(taken.slice(0, NAMED))}${more}.`;
}
