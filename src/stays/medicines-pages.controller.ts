import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { lastCount } from './domain/medicine.js';
import { CountDto, MedicineDto, TakeMedicineOffDto } from './dto/medicine.dto.js';
import { MedicinesService, type Medicine } from './medicines.service.js';
import { directionChoices, medicinePage } from './pages/medicines.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StaysService } from './stays.service.js';

/** Medicines counted in and out, by two people. */
@Controller('stays/:id/medicines')
export class MedicinesPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly medicines: MedicinesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const medicines = await this.medicines.ofStay(stay);
    res.render('stays/pages/medicines.njk', {
      stay: stayPage(stay, this.clock.now()),
      mayCount: actor.role !== 'cas_worker',
      medicines: medicines.map((one) => medicinePage(one, stayPath(id))),
    });
  }

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req, { direction: 'in', countedBy: actor.name }));
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async add(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.stays.open(actor, id);
    await submitForm(res, {
      dto: MedicineDto,
      show: (state) => this.show(actor, id, res, state),
      save: async (medicine) => {
        await this.medicines.add(actor, id, medicine);
        return { said: `${medicine.name} is counted.`, to: path(id) };
      },
    });
  }

  @Get(':medicine/count')
  @Access('unit_staff', 'manager')
  async askCount(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, medicine);
    const direction = lastCount(one, 'in') ? 'out' : 'in';
    await this.show(actor, id, res, typedBefore(res.req, { direction, countedBy: actor.name }), one);
  }

  @Post(':medicine/count')
  @Access('unit_staff', 'manager')
  async count(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, medicine);
    await submitForm(res, {
      dto: CountDto,
      show: (state) => this.show(actor, id, res, state, one),
      save: async (count) => {
        await this.medicines.count(actor, id, medicine, count);
        return { said: `${one.name} is counted.`, to: path(id) };
      },
    });
  }

  @Get(':medicine/take-off')
  @Access('unit_staff', 'manager')
  async askTakeOff(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, medicine);
    await this.show(actor, id, res, typedBefore(res.req), one, 'take-medicine-off');
  }

  @Post(':medicine/take-off')
  @Access('unit_staff', 'manager')
  async takeOff(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('medicine', IdParam) medicine: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.find(actor, id, medicine);
    await submitForm(res, {
      dto: TakeMedicineOffDto,
      show: (state) => this.show(actor, id, res, state, one, 'take-medicine-off'),
      save: async ({ reason }) => {
        await this.medicines.takeOff(actor, id, medicine, reason);
        return { said: `${one.name} is taken off this stay.`, to: path(id) };
      },
    });
  }

  private async find(actor: Actor, id: string, medicine: string): Promise<Medicine> {
    const one = (await this.medicines.of(actor, id)).find((found) => found.id === medicine);
    if (!one) throw notFound();
    if (one.takenOff) throw conflict('taken-off', `${one.name} was taken off this stay.`);
    return one;
  }

  private async show(
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
    medicine?: Medicine,
    page = 'count-medicine',
  ): Promise<void> {
    const stay = stayPage(await this.stays.open(actor, id), this.clock.now());
    const one = medicine && medicinePage(medicine, stay.path);
    res.render(`stays/pages/${page}.njk`, { stay, state, medicine: one, directions: directionChoices() });
  }
}

const path = (id: string) => stayPath(id, { path: 'medicines' });
