import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CharacteristicsService, type Recorded } from './characteristics.service.js';
import { CharacteristicsDto, NeedsToMeetDto } from './dto/characteristics.dto.js';
import { NeedsToMeet } from './needs-to-meet.service.js';
import { characteristicsPage, characteristicWords, needsPage, needWords } from './pages/characteristics.page.js';
import { youngPersonPage } from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';

/** What a young person says they are, for their key worker; and what is to be met for them. */
@Controller('young-people/:id')
export class CharacteristicsPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly characteristics: CharacteristicsService,
    private readonly needs: NeedsToMeet,
  ) {}

  @Get('characteristics')
  @Access('cas_worker')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const recorded = await this.characteristics.open(actor, id);
    await this.show(actor, id, res, typedBefore(res.req, editValues(valuesOf(recorded))));
  }

  @Post('characteristics')
  @Access('cas_worker')
  async write(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitEdit(res, {
      dto: CharacteristicsDto,
      read: () => this.characteristics.open(actor, id),
      valuesOf,
      words: characteristicWords,
      show: (state) => this.show(actor, id, res, state),
      save: async (given) => {
        await this.characteristics.write(actor, id, { ...given });
        return { said: 'It is recorded. Nobody who decides about nights sees it.', to: `/young-people/${id}` };
      },
    });
  }

  @Get('needs-to-meet')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askNeeds(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showNeeds(actor, id, res, typedBefore(res.req, editValues({ ...(await this.needs.of(actor, id)) })));
  }

  @Post('needs-to-meet')
  @Access('cas_worker', 'unit_staff', 'manager')
  async writeNeeds(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    await submitEdit(res, {
      dto: NeedsToMeetDto,
      read: () => this.needs.of(actor, id),
      valuesOf: (needs) => ({ ...needs }),
      words: needWords,
      show: (state) => this.showNeeds(actor, id, res, state),
      // A form sends every box: one that was emptied says that there is nothing any more.
      save: async ({ diet = '', faith = '', access = '', identity = '' }) => {
        await this.needs.write(actor, id, { diet, faith, access, identity });
        return { said: 'What is to be met is recorded.', to: `/young-people/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const recorded = await this.characteristics.open(actor, id);
    res.render('people/pages/characteristics.njk', {
      ...{ state, ...youngPersonPage(person, actor) },
      questions: characteristicsPage(recorded, state.values, state.errors),
    });
  }

  private async showNeeds(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const boxes = needsPage(state.values, state.errors);
    res.render('people/pages/needs-to-meet.njk', { state, boxes, ...youngPersonPage(person, actor) });
  }
}

const valuesOf = (recorded: readonly Recorded[]) =>
  Object.fromEntries(recorded.map(({ kind, answer }) => [kind, answer]));
