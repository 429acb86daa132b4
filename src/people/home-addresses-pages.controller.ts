import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { HomeAddressDto } from './dto/home-address.dto.js';
import { HomeAddresses, type HomeAddress } from './home-addresses.service.js';
import { youngPersonPage } from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';

/** Where a young person lives. */
@Controller('young-people/:id/address')
export class HomeAddressesPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly homes: HomeAddresses,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req, editValues(valuesOf(await this.homes.of(actor, id)))));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async write(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitEdit(res, {
      dto: HomeAddressDto,
      read: () => this.homes.of(actor, id),
      valuesOf,
      words: { address: { label: 'Home address', text: String } },
      show: (state) => this.show(actor, id, res, state),
      save: async ({ address = '' }) => {
        await this.homes.write(actor, id, address);
        return { said: 'The home address is recorded.', to: `/young-people/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    res.render('people/pages/home-address.njk', { state, ...youngPersonPage(person, actor) });
  }
}

const valuesOf = ({ address }: HomeAddress) => ({ address });
