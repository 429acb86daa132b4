import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { DirectoryService } from '../identity/directory.service.js';
import { mayAskOf, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { NewYoungPersonDto, YoungPeopleQuery } from './dto/young-person.dto.js';
import { personRow, workerItems } from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';
import { RegistrationService } from './registration.service.js';

/** The list of young people and the form for a new one. The page of one young person is put together by requests. */
@Controller('young-people')
export class PeoplePagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly registration: RegistrationService,
    private readonly directory: DirectoryService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: YoungPeopleQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.people.list(actor, query);
    const search = query.search ?? '';
    res.render('people/pages/young-people.njk', {
      people: items.map(personRow),
      search,
      first: !query.cursor,
      firstPath: `/young-people?${new URLSearchParams({ ...(search && { search }) })}`,
      nextPath: next && `/young-people?${new URLSearchParams({ ...(search && { search }), cursor: next })}`,
    });
  }

  @Get('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askNew(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showNew(actor, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('cas_worker', 'unit_staff', 'manager')
  async create(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NewYoungPersonDto,
      show: (state) => this.showNew(actor, res, state),
      save: async (input) => {
        const id = await this.registration.create(actor, input);
        return { said: `${input.firstName} ${input.lastName} is on record.`, to: `/young-people/${id}` };
      },
    });
  }

  private async showNew(actor: Actor, res: Response, state: FormState): Promise<void> {
    const asksKeyWorker = actor.role !== 'cas_worker';
    const workers = asksKeyWorker ? await this.directory.casWorkers(actor.organisationId) : [];
    const units = actor.units.filter((unit) => mayAskOf(actor, unit.id));
    res.render('people/pages/new-young-person.njk', {
      state,
      asksKeyWorker,
      workers: workerItems(workers, state.values['keyWorker']),
      asksUnit: units.length > 1,
      units: [
        { value: '', text: 'Choose a unit' },
        ...units.map(({ id, name }) => ({ value: id, text: name, selected: id === state.values['unit'] })),
      ],
      asksConfirmed: Boolean(state.errors['confirmed'] ?? state.values['confirmed']),
    });
  }
}
