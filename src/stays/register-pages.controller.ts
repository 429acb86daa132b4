import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, worksAt, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { sendCsv } from '../web/csv.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { pageOf, readCursor } from '../web/paging.js';
import { REGISTER_FIELD_TEXT } from './domain/register.js';
import { RegisterEntryDto, RegisterPageQuery } from './dto/register.dto.js';
import { countedRange } from './pages/outcomes.page.js';
import { registerLine, registerSpan, registerSteps } from './pages/register.page.js';
import { stayPage } from './pages/stay.page.js';
import { RegisterEntries, type RegisterEntry } from './register-entries.service.js';
import { RegisterService } from './register.service.js';
import { StaysService } from './stays.service.js';

/** The register of children of a unit, and what it asks of one stay. */
@Controller()
export class RegisterPagesController {
  constructor(
    private readonly register: RegisterService,
    private readonly entries: RegisterEntries,
    private readonly stays: StaysService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get('register')
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: RegisterPageQuery, @Res() res: Response): Promise<void> {
    const found = await this.where(actor, query);
    if (!found) return res.render('calendar/pages/no-unit.njk');
    const { unit, units, range } = found;
    const { limit, cursor } = query;
    const filter = { unit: unit.id, ...range };
    const position = readCursor(cursor, ['date', 'id'], filter);
    const after = position && { arrival: String(position[0]), id: String(position[1]) };
    const rows = await this.register.list(actor, unit.id, range, { after, limit: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.arrival, row.stayId], filter);
    const link = `/register?unit=${unit.id}&from=${range.arrival}&to=${range.departure}`;
    res.render('stays/pages/register.njk', {
      unit,
      units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit.id })),
      rows: items.map(registerLine),
      span: registerSpan(range),
      ...{ from: range.arrival, to: range.departure },
      exportPath: link.replace('/register?', '/register/export?'),
      first: cursor && link,
      next: next && `${link}&cursor=${encodeURIComponent(next)}`,
    });
  }

  @Get('register/export')
  @Access('unit_staff', 'manager')
  async export(@CurrentActor() actor: Actor, @Query() query: RegisterPageQuery, @Res() res: Response): Promise<void> {
    const found = await this.where(actor, query);
    if (!found) return res.render('calendar/pages/no-unit.njk');
    const { unit, range } = found;
    const name = `register-${range.arrival}-${range.departure}.csv`;
    sendCsv(res, name, await this.register.export(actor, unit.id, range));
  }

  @Get('stays/:id/register')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const entry = await this.entries.of(actor, id);
    await this.show(actor, id, entry, res, typedBefore(res.req, editValues(valuesOf(entry))));
  }

  @Post('stays/:id/register')
  @Access('unit_staff', 'manager')
  async correct(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const entry = await this.entries.of(actor, id);
    await submitEdit(res, {
      dto: RegisterEntryDto,
      read: () => this.entries.of(actor, id),
      valuesOf,
      words: Object.fromEntries(
        Object.entries(REGISTER_FIELD_TEXT).map(([field, label]) => [field, { label, text: String }]),
      ),
      show: (state) => this.show(actor, id, entry, res, state),
      save: async (form) => {
        await this.entries.correct(actor, id, form);
        return { said: 'The register is right now. What it said before is kept.', to: `/stays/${id}/register` };
      },
    });
  }

  private async show(actor: Actor, id: string, entry: RegisterEntry, res: Response, state: FormState): Promise<void> {
    const stay = await this.stays.open(actor, id);
    res.render('stays/pages/register-entry.njk', {
      stay: stayPage(stay, this.clock.now()),
      state,
      steps: registerSteps(entry),
      hasCome: stay.arrivedAt !== null,
      hasLeft: stay.departedAt !== null,
      isRecorded: entry.addressBefore !== '' || entry.addressAfter !== '',
      mayWrite: !looksOnAt(actor, stay.unit.id),
      unitId: stay.unit.id,
    });
  }

  private async where(actor: Actor, query: RegisterPageQuery) {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit || !worksAt(actor, unit.id)) return undefined;
    return { unit, units, range: countedRange(query, dateIn(this.clock.now(), unit.zone)) };
  }
}

const valuesOf = ({ addressBefore, addressAfter, authority }: Omit<RegisterEntry, 'events'>) => ({
  ...{ addressBefore, addressAfter, authority },
});
