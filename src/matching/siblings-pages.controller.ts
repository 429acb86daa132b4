import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { onlyLooksOn, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { dateTime } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CaseNumbers } from './case-numbers.service.js';
import { SIBLING_RELATIONS, SIBLING_TEXT } from './domain/sibling.js';
import { SiblingForm } from './dto/sibling.dto.js';
import { SiblingRecords } from './sibling-records.service.js';

/** Brothers and sisters of a young person, and recording one. */
@Controller('young-people/:id/siblings')
export class SiblingsPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly siblings: SiblingRecords,
    private readonly cases: CaseNumbers,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async record(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.people.open(actor, id);
    await submitForm(res, {
      dto: SiblingForm,
      fields: { other: 'otherCase' },
      show: (state) => this.show(actor, id, res, state),
      save: async ({ otherCase, relation, note }) => {
        const other = await this.cases.find(actor, otherCase);
        if (!other) throw invalidField('otherCase', 'We do not know this case number. Check it on their record.');
        await this.siblings.record(actor, id, { other, relation, note });
        return { said: 'Recorded.', to: `/young-people/${id}/siblings` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    const found = await this.siblings.of(actor, id);
    res.render('matching/pages/siblings.njk', {
      state,
      ...youngPersonPage(person, actor),
      siblings: found.map(({ youngPerson, relation, note, at, by }) => ({
        href: `/young-people/${youngPerson.id}`,
        name: `${youngPerson.firstName} ${youngPerson.lastName}`,
        ...{ dateOfBirth: youngPerson.dateOfBirth, caseNumber: youngPerson.caseNumber, note },
        relation: SIBLING_TEXT[relation],
        said: `${by}, ${dateTime(at)}`,
      })),
      mayRecord: !onlyLooksOn(actor) && (await this.people.worksWith(actor, id)),
      relations: SIBLING_RELATIONS.map((value) => ({
        ...{ value, text: SIBLING_TEXT[value], checked: value === state.values['relation'] },
      })),
    });
  }
}
