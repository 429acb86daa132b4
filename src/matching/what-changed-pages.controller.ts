import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { ageOn, dateIn } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { StaysService } from '../stays/stays.service.js';
import { dateTime } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CHANGE_QUESTIONS, CHANGE_QUESTION_TEXT } from './domain/what-changed.js';
import { answersIn, WhatChangedDto } from './dto/what-changed.dto.js';
import { WhatChangedService } from './what-changed.service.js';

/** The three questions before a stay, short enough for a phone at the door. */
@Controller('stays/:id/what-changed')
export class WhatChangedPagesController {
  constructor(
    private readonly changed: WhatChangedService,
    private readonly stays: StaysService,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async answer(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: WhatChangedDto,
      show: (state) => this.show(actor, id, res, state),
      save: async (form) => {
        const answers = answersIn(form);
        await this.changed.answer(actor, id, answers);
        const hasChanges = CHANGE_QUESTIONS.some((question) => answers[question].changed);
        const { youngPerson } = await this.stays.open(actor, id);
        return hasChanges
          ? {
              said: 'Recorded and reported. Write a new version of the assessment where it changes what is said there.',
              to: `/young-people/${youngPerson.id}/assessment`,
            }
          : { said: 'Recorded that nothing has changed.', to: `/stays/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const { says, answers } = await this.changed.ofStay(actor, stay);
    const { youngPerson } = stay;
    const isNow = stay.state === 'booked' || stay.state === 'in_residence';
    const works = !looksOnAt(actor, stay.unit.id) && (await this.people.worksWith(actor, youngPerson.id));
    res.render('matching/pages/what-changed.njk', {
      state,
      stay: { id, arrival: stay.arrival, departure: stay.departure, unit: stay.unit.name },
      person: { ...youngPerson, age: ageOn(youngPerson.dateOfBirth, dateIn(this.clock.now(), stay.unit.zone)) },
      says,
      mayAnswer: isNow && works,
      questions: CHANGE_QUESTIONS.map((field) => ({
        field,
        asks: `${field}Changed`,
        text: CHANGE_QUESTION_TEXT[field](youngPerson.firstName),
      })),
      answers: answers.map((one) => ({
        who: `${one.by}, ${dateTime(one.at)}`,
        changes: CHANGE_QUESTIONS.map((question) => one[question]).filter(Boolean),
      })),
    });
  }
}
