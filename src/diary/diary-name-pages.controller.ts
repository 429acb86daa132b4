import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryNames } from './diary-names.service.js';
import { DiaryRowsQuery, NameForm } from './dto/diary.form.js';
import { PlaceParam } from './place.pipe.js';
import { diaryPath, nameChoices, nameItem, ROWS_SHOWN } from './pages/diary.page.js';

/** Whom the names of a diary mean: a question for each, asked once. */
@Controller('diary/:id/names')
export class DiaryNamePagesController {
  constructor(
    private readonly imports: DiaryImports,
    private readonly names: DiaryNames,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: DiaryRowsQuery,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.imports.open(actor, id);
    const all = await this.names.all(one);
    const left = all.filter(({ place }) => place >= (query.from ?? 0));
    const shown = await this.names.withPeople(actor, one, left.slice(0, ROWS_SHOWN));
    const open = all.find(({ answer }) => answer === undefined);
    const path = `${diaryPath(id)}/names`;
    res.render('diary/pages/names.njk', {
      ...{ unit: one.unit, path: diaryPath(id), isOpen: one.state === 'open' },
      items: shown.map((name) => nameItem(id, name)),
      openCount: all.filter(({ answer }) => answer === undefined).length,
      ask: open && `${path}/${open.place}`,
      next: left[ROWS_SHOWN] && `${path}?from=${left[ROWS_SHOWN].place}`,
      first: query.from ? path : undefined,
    });
  }

  @Get(':place')
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('place', PlaceParam) place: number,
    @Res() res: Response,
  ): Promise<void> {
    await this.show(actor, id, place, res, typedBefore(res.req, {}));
  }

  @Post(':place')
  @Access('unit_staff', 'manager')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('place', PlaceParam) place: number,
    @Res() res: Response,
  ): Promise<void> {
    await submitForm(res, {
      dto: NameForm,
      show: (state) => this.show(actor, id, place, res, state),
      save: async ({ who, caseNumber }) => {
        if (who && caseNumber) throw invalidField('caseNumber', 'Choose who it is, or enter a case number: not both.');
        if (!who && !caseNumber)
          throw invalidField('who', 'Choose who it is, or enter the case number of somebody else.');
        const said = caseNumber ? { caseNumber } : who === 'nobody' ? ('left_out' as const) : { youngPersonId: who! };
        await this.names.answer(actor, id, place, said);
        const all = await this.names.all({ id });
        const next = all.find((name) => name.answer === undefined);
        return next
          ? `${diaryPath(id)}/names/${next.place}`
          : { to: diaryPath(id), said: 'Every name has its answer.' };
      },
    });
  }

  private async show(actor: Actor, id: string, place: number, res: Response, state: FormState): Promise<void> {
    const one = await this.imports.open(actor, id);
    const all = await this.names.all(one);
    const [name] = await this.names.withPeople(
      actor,
      one,
      all.filter((known) => known.place === place),
    );
    if (!name) throw notFound();
    const answered = name.answer === 'left_out' ? 'nobody' : name.who?.id;
    res.render('diary/pages/name.njk', {
      ...{ unit: one.unit, path: diaryPath(id), name: nameItem(id, name), choices: nameChoices(name) },
      left: all.filter(({ answer }) => answer === undefined).length,
      state: { ...state, values: { ...(answered && { who: answered }), ...state.values } },
    });
  }
}
